import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serializeTransaction } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import { rewardsDigest } from '#core/payout/payoutPeriod'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import type { LedgerTransports } from '../ledger/ledgerTransports'
import { createSimulatedLedger, type SimulatedLedgerOptions } from '../ledger/simulatedLedger'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { openPayoutFiles } from '../storage/payoutFiles'
import { createPayoutService } from './payoutService'
import { createMemoryJournal, diskFull } from './testing/memoryJournal'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const CONTRACT = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'

interface Wanted {
  period?: string
  /** Base units that one device was paid. */
  amount?: bigint
  after?: PayoutFile
  nonce?: number
}

function payoutOn(chainId: number, { period = 'october', amount = 5n, after, nonce = 7 }: Wanted = {}): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const rewards = [...input.rewards, { hotspotKey: 'h9', name: 'Mast h9', groups: [], amountBaseUnits: amount }]
  return preparePayout({
    split: splitByTerms({ ...input, period: { ...input.period, id: period, name: period }, rewards }),
    // A file may keep silent about the periods that it continues: main knows them from its journal.
    previous: after ? { ...totalsAfter(after), periods: [] } : NO_PREVIOUS_TOTALS,
    transaction: {
      chainId,
      contract: CONTRACT,
      nonce,
      gasLimit: '150000',
      maxFeePerGasWei: '2000000000',
      maxPriorityFeePerGasWei: '1000000000',
    },
  })
}

/** Real in kind, for the rules that hold only for real devices. */
const REAL: LedgerTransports = {
  list: async () => [{ id: 'usb:1', kind: 'usb', name: 'Ledger on USB', simulated: false }],
  open: async () => ({
    transport: createSimulatedLedger({ signsForAnyChain: true }),
    modelId: 'nanoSP',
    name: 'Ledger Nano S Plus',
  }),
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-payouts-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface ConsoleOptions extends SimulatedLedgerOptions {
  /** That of a program before this one. */
  journal?: ReturnType<typeof createMemoryJournal>
  keyProblem?: Problem
}

function console({ journal = createMemoryJournal(), keyProblem, ...options }: ConsoleOptions = {}) {
  const prompts: LedgerPrompt[] = []
  const simulated = createSimulatedLedgerTransports(options)
  let opened = 0
  const counted: LedgerTransports = {
    list: simulated.list,
    open: (id) => {
      opened += 1
      return simulated.open(id)
    },
  }
  const files = openPayoutFiles(folder)
  /** Whether the disk has room for a file. */
  const disk = { isFull: false }
  const { handlers, ...service } = createPayoutService({
    ledger: createLedgerDevices({ transports: [REAL, counted] }),
    clock: () => new Date('2026-11-20T12:00:00Z'),
    ...{ journal, keyProblem },
    files: { ...files, keep: (hash, text) => (disk.isFull ? Promise.reject(diskFull) : files.keep(hash, text)) },
  })
  const context = { signal: new AbortController().signal, progress: () => undefined }
  interface Given {
    deviceId?: string
    path?: string
    isAnotherPeriod?: boolean
    signal?: AbortSignal
  }
  const sign = (payout: PayoutFile, given: Given = {}) => {
    const { deviceId = SIMULATED_LEDGER_ID, path = PATH, isAnotherPeriod = false, signal = context.signal } = given
    const progress = (prompt: LedgerPrompt) => prompts.push(prompt)
    return handlers['payout.sign']({ payout, deviceId, derivationPath: path, isAnotherPeriod }, { signal, progress })
  }
  const { entries, kinds } = journal
  return {
    ...{ service, handlers, sign, entries, prompts, kinds, journal, disk, timesOpened: () => opened },
    list: () => handlers['payout.signedList']({}, context),
    file: (transactionHash: string) => handlers['payout.signedFile']({ transactionHash }, context),
    learn: (payout: PayoutFile) => handlers['payout.learn']({ payout }, context),
  }
}

/** Where the file of a signed payout is. */
function pathOf(payout: PayoutFile): string {
  return join(folder, `${hashOf(payout)}.json`)
}

function hashOf({ signature }: PayoutFile): string {
  if (!signature) throw new Error('The payout is not signed')
  return signature.transactionHash
}

test('a training signature on a development chain holds, and the journal has the request before the signature', async () => {
  const { sign, entries, kinds, prompts } = console()
  const payout = await payoutOn(31337)
  const signed = await sign(payout)

  expect(signed.signature).toMatchObject({
    simulated: true,
    signer: ADDRESS,
    recovered: ADDRESS,
    derivationPath: PATH,
    device: 'Simulated Ledger (training), Ethereum app 1.22.0',
    signedAt: '2026-11-20T12:00:00.000Z',
  })
  expect(await verifyPayout(signed)).toEqual([])
  expect(kinds()).toEqual(['payout.sign-requested', 'payout.signed'])
  expect(entries[0]?.data).toMatchObject({ root: payout.merkle.root, signingHash: payout.transaction?.signingHash })
  expect(entries[1]?.data).toMatchObject({ signer: ADDRESS, transactionHash: signed.signature?.transactionHash })
  expect(prompts[0]?.step).toBe('connecting')
  expect(prompts.find(({ step }) => step === 'review-on-device')?.message).toContain(payout.transaction?.signingHash)
  expect(JSON.stringify(entries)).not.toContain('glory')
})

test('the simulated Ledger signs for no chain but a development chain; a real one does', async () => {
  const { sign, kinds } = console()
  const payout = await payoutOn(42161)
  await expect(sign(payout)).rejects.toMatchObject({ code: 'ledger.training-chain' })
  expect(kinds()).toEqual([])
  expect((await sign(payout, { deviceId: 'usb:1' })).signature).toMatchObject({ simulated: false, recovered: ADDRESS })
})

test('a payout with one base unit changed is not signed, and the row is named', async () => {
  const { sign, kinds } = console()
  const payout = await payoutOn(31337)
  const [first, ...rest] = payout.payees
  if (!first) throw new Error('The example pays nobody')
  const more = { ...first, periodBaseUnits: (BigInt(first.periodBaseUnits) + 1n).toString() }
  const failing = sign({ ...payout, payees: [more, ...rest] } as typeof payout)
  await expect(failing).rejects.toMatchObject({ code: 'payout.does-not-hold', message: expect.stringContaining(first.address) })
  expect(kinds()).toEqual([])
})

test('a transaction that pays another root than the tree is not signed', async () => {
  const { sign } = console()
  const payout = await payoutOn(31337)
  if (!payout.transaction) throw new Error('The payout has no transaction')
  const unsigned = serializeTransaction({ chainId: 31337, nonce: 7, to: CONTRACT, data: '0x', type: 'eip1559' })
  const failing = sign({ ...payout, transaction: { ...payout.transaction, unsigned } })
  await expect(failing).rejects.toMatchObject({ code: 'payout.does-not-hold' })
})

test('a payout without a transaction is refused', async () => {
  const { sign } = console()
  const payout = await preparePayout({
    split: splitByTerms(exampleSplitInput()),
    previous: NO_PREVIOUS_TOTALS,
    transaction: null,
  })
  await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.no-transaction' })
})

test.each([
  [{ decision: 'reject' }, 'ledger.rejected', 'payout.sign-refused'],
  [{ fault: 'wrong-app' }, 'ledger.wrong-app', 'payout.sign-failed'],
  [{ fault: 'blind-signing-off' }, 'ledger.blind-signing-off', 'payout.sign-failed'],
] as const)('%o is journaled as it ended', async (options, code, kind) => {
  const { sign, entries, kinds } = console(options)
  await expect(sign(await payoutOn(31337))).rejects.toMatchObject({ code })
  expect(kinds()).toEqual(['payout.sign-requested', kind])
  expect(entries[1]?.data).toMatchObject({ problem: { code } })
})

test('a path hardened with h is refused before the device is asked', async () => {
  const { sign } = console()
  await expect(sign(await payoutOn(31337), { path: '44h/60h/0h/0/0' })).rejects.toMatchObject({ code: 'ledger.path' })
})

test('preparing stops where it is cancelled, and a signing that is cancelled says that none was taken', async () => {
  const { handlers: service, kinds } = console({ reviewMs: 60_000 })
  const cancel = new AbortController()
  const input = {
    split: splitByTerms(exampleSplitInput()),
    previous: { root: null, totals: [], periods: [], held: [] },
    transaction: null,
    again: false,
  }
  const preparing = service['payout.prepare'](input, { signal: cancel.signal, progress: () => cancel.abort() })
  await expect(preparing).rejects.toMatchObject({ code: 'payout.cancelled' })
  const signing = new AbortController()
  const onReview = ({ step }: LedgerPrompt) => step === 'review-on-device' && signing.abort()
  const order = { payout: await payoutOn(31337), deviceId: SIMULATED_LEDGER_ID, derivationPath: PATH, isAnotherPeriod: false }
  const signed = service['payout.sign'](order, { signal: signing.signal, progress: onReview })
  await expect(signed).rejects.toMatchObject({
    code: 'ledger.cancelled',
    message: expect.stringContaining('no signature was taken'),
  })
  expect(kinds()).toEqual(['payout.sign-requested', 'payout.sign-failed'])
})

test('verifying says what does not hold', async () => {
  const { handlers } = console()
  const payout = await payoutOn(31337)
  const context = { signal: new AbortController().signal, progress: () => undefined as never }
  expect(await handlers['payout.verify']({ payout }, context)).toEqual({ holds: true, findings: [] })
  const changed = { ...payout, merkle: { ...payout.merkle, root: `0x${'0'.repeat(64)}` } }
  expect(await handlers['payout.verify']({ payout: changed }, context)).toMatchObject({ holds: false })
})

test('what was signed is refused by the next program, from its journal, before the Ledger is asked', async () => {
  const first = await payoutOn(31337)
  const { sign, journal } = console()
  const signed = await sign(first)
  const next = console({ journal })
  const refusals = [
    [first, 'payout.signed-already'],
    [await payoutOn(31337, { period: 'november', amount: 1n, after: signed }), 'payout.nonce-used'],
    [await payoutOn(31337, { after: signed, nonce: 8 }), 'payout.period-signed'],
    [await payoutOn(31337, { period: 'rewards (1)', after: signed, nonce: 8 }), 'payout.same-amounts'],
    [await payoutOn(31337, { period: 'november', amount: 1n, nonce: 8 }), 'payout.out-of-date'],
  ] as const
  for (const [payout, code] of refusals) await expect(next.sign(payout)).rejects.toMatchObject({ code })
  expect(next.timesOpened()).toBe(0)
  expect(next.kinds()).toEqual(['payout.sign-requested', 'payout.signed'])

  const renamed = await payoutOn(31337, { period: 'november', after: signed, nonce: 8 })
  expect((await next.sign(renamed, { isAnotherPeriod: true })).signature?.recovered).toBe(ADDRESS)
})

test('entries of an earlier version stand in the way as far as they go', async () => {
  const { sign, journal, entries } = console()
  const signed = await sign(await payoutOn(31337))
  const written = entries[1]
  if (!written) throw new Error('Nothing was signed')
  const { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash } = written.data
  written.data = { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash }
  const next = console({ journal })
  const november = { period: 'november', amount: 1n }
  await expect(next.sign(await payoutOn(31337, { ...november, after: signed }))).rejects.toMatchObject({
    code: 'payout.nonce-used',
  })
  await expect(next.sign(await payoutOn(31337, { ...november, nonce: 8 }))).rejects.toMatchObject({ code: 'payout.out-of-date' })
  await next.sign(await payoutOn(31337, { ...november, after: signed, nonce: 8 }))
})

test('a signed payout in the journal that cannot be read stops every signature', async () => {
  const { sign, journal } = console()
  await journal.append('payout.signed', { format: 'of tomorrow' })
  await expect(sign(await payoutOn(31337))).rejects.toMatchObject({ code: 'payout.journal-unreadable' })
})

test('two signings at once: the second waits, says so, and is then refused', async () => {
  const { sign, prompts, kinds } = console({ reviewMs: 50 })
  const [first, second] = await Promise.allSettled([
    sign(await payoutOn(31337)),
    sign(await payoutOn(31337, { period: 'november', amount: 1n, nonce: 8 }), { deviceId: 'usb:1' }),
  ])
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'payout.out-of-date' } })
  expect(prompts[0]?.message).toContain('this one waits')
  expect(kinds()).toEqual(['payout.sign-requested', 'payout.signed'])
})

test('a signing that is cancelled while it waits is not begun, and does not let the next one pass early', async () => {
  const { sign, kinds } = console({ reviewMs: 50 })
  const payout = await payoutOn(31337)
  const cancelling = new AbortController()
  const first = sign(payout)
  const cancelled = sign(payout, { signal: cancelling.signal })
  const third = sign(payout)
  cancelling.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'ledger.cancelled' })
  await expect(third).rejects.toMatchObject({ code: 'payout.signed-already' })
  expect((await first).signature?.recovered).toBe(ADDRESS)
  expect(kinds()).toEqual(['payout.sign-requested', 'payout.signed'])
})

test('the journal holds the whole signed transaction, and names the file that is there before it', async () => {
  const { sign, entries, list, file } = console()
  const payout = await payoutOn(31337)
  const signed = await sign(payout)
  const text = await readFile(pathOf(signed), 'utf8')
  expect(JSON.parse(text)).toEqual(signed)
  expect((await stat(pathOf(signed))).mode & 0o077).toBe(0)
  const { signature, transaction, totals, split } = signed
  expect(entries[1]?.data).toMatchObject({
    signedTransaction: signature?.signedTransaction,
    signature: { r: signature?.r, s: signature?.s, yParity: signature?.yParity },
    transactionHash: hashOf(signed),
    ...{ root: payout.merkle.root, previousRoot: null, signer: ADDRESS, signedAt: '2026-11-20T12:00:00.000Z' },
    ...{ chainId: 31337, contract: CONTRACT, nonce: 7, signingHash: transaction?.signingHash },
    ...{ period: { id: 'october', name: 'october' }, token: split.token, rewardsSha256: rewardsDigest(split) },
    totals: { periodBaseUnits: totals.periodBaseUnits, cumulativeBaseUnits: totals.cumulativeBaseUnits },
    file: { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) },
  })
  expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), seq: 2, isSignedHere: true, fileState: 'whole' }])
  expect(await file(hashOf(signed))).toEqual(signed)
})

test('a file that is missing or damaged is named as such, and comes back from the same payout without the Ledger', async () => {
  const payout = await payoutOn(31337)
  const first = console()
  const signed = await first.sign(payout)
  const hurt = {
    missing: () => rm(pathOf(signed)),
    damaged: async () => writeFile(pathOf(signed), (await readFile(pathOf(signed), 'utf8')).replace('october', 'actober')),
  }
  for (const [state, hurtFile] of Object.entries(hurt)) {
    const next = console({ journal: first.journal })
    await hurtFile()
    expect(await next.list()).toMatchObject([{ fileState: state }])
    await expect(next.file(hashOf(signed))).rejects.toMatchObject({ code: `payout.file-${state}` })
    await expect(next.sign(payout)).rejects.toMatchObject({ code: 'payout.signed-already' })
    expect(await next.list()).toMatchObject([{ fileState: 'whole', seq: 2 }])
    expect(await next.file(hashOf(signed))).toEqual(signed)
    expect(next.timesOpened()).toBe(0)
  }
})

test('a file that a crash left without its entry is taken in, and a request without an outcome is noted', async () => {
  const { sign, journal, entries } = console()
  const signed = await sign(await payoutOn(31337))
  entries.pop()
  await writeFile(join(folder, `0x${'0'.repeat(64)}.json`), JSON.stringify(signed))
  await journal.append('payout.sign-requested', { signingHash: `0x${'5'.repeat(64)}` })
  const next = console({ journal })
  next.service.start()
  expect(await next.list()).toMatchObject([{ transactionHash: hashOf(signed), fileState: 'whole' }])
  expect(next.kinds()).toEqual([
    'payout.sign-requested',
    'payout.sign-requested',
    'payout.file-refused',
    'payout.signed',
    'payout.sign-interrupted',
  ])
  await expect(next.sign(await payoutOn(31337))).rejects.toMatchObject({ code: 'payout.signed-already' })
  const again = console({ journal })
  again.service.start()
  await again.list()
  expect(again.kinds()).toHaveLength(5)
})

test.each(['the file', 'the entry'])(
  'a full disk that refuses %s: the signature is not lost, and the Ledger not asked twice',
  async (what) => {
    const { sign, journal, disk, list, file, timesOpened } = console()
    const payout = await payoutOn(31337)
    const fill = (isFull: boolean) => {
      if (what === 'the file') disk.isFull = isFull
      else journal.disk.refuses = isFull ? (kind) => kind === 'payout.signed' : null
    }
    fill(true)
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.signed-not-kept', causeText: diskFull.message })
    await expect(sign(payout)).rejects.toMatchObject({ code: 'payout.signed-not-kept' })
    const [owed] = await list()
    expect(owed).toMatchObject({ seq: null, fileState: 'in-memory' })
    expect((await file(owed?.transactionHash ?? '')).signature?.recovered).toBe(ADDRESS)
    const november = await payoutOn(31337, { period: 'november', amount: 1n, nonce: 8 })
    await expect(sign(november)).rejects.toMatchObject({ code: 'payout.signed-not-kept' })

    fill(false)
    const signed = await sign(payout)
    expect(signed.signature?.transactionHash).toBe(owed?.transactionHash)
    expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), fileState: 'whole' }])
    expect(timesOpened()).toBe(1)
  },
)

test('what the disk refused is written when the console closes, if there is space by then', async () => {
  const { sign, disk, service, journal } = console()
  disk.isFull = true
  await expect(sign(await payoutOn(31337))).rejects.toMatchObject({ code: 'payout.signed-not-kept' })
  await service.close()
  disk.isFull = false
  await service.close()
  expect(await console({ journal }).list()).toMatchObject([{ fileState: 'whole' }])
})

test('a payout that was signed elsewhere is taken in from the records, and stands in the way as any other', async () => {
  const signed = await console().sign(await payoutOn(31337))
  await rm(pathOf(signed))
  const { learn, list, file, sign, kinds } = console()
  const fromNothing = await payoutOn(31337, { period: 'november', amount: 1n, nonce: 8 })
  await learn(signed)
  await learn(signed)
  expect(kinds()).toEqual(['payout.learned'])
  expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), isSignedHere: false, fileState: 'whole' }])
  expect(await file(hashOf(signed))).toEqual(signed)
  await expect(sign(fromNothing)).rejects.toMatchObject({ code: 'payout.out-of-date' })
  const { signature: _none, ...unsigned } = signed
  await expect(learn({ ...unsigned, signature: null })).rejects.toMatchObject({ code: 'payout.does-not-hold' })
})

test('a payout that an earlier version signed gets its file from the records', async () => {
  const { sign, journal, entries } = console()
  const payout = await payoutOn(31337)
  const signed = await sign(payout)
  await rm(pathOf(signed))
  const written = entries[1]
  if (!written) throw new Error('Nothing was signed')
  const { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash } = written.data
  written.data = { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash }
  const next = console({ journal })
  expect(await next.list()).toMatchObject([{ transactionHash, fileState: 'not-kept', signedTransaction: null, period: null }])
  await expect(next.file(hashOf(signed))).rejects.toMatchObject({ code: 'payout.file-not-kept' })
  await next.learn(signed)
  expect(await next.list()).toMatchObject([{ seq: 2, isSignedHere: true, fileState: 'whole', period: { id: 'october' } }])
  await expect(next.sign(payout)).rejects.toMatchObject({ code: 'payout.signed-already' })
})

test('what is not in the journal is not given out', async () => {
  await expect(console().file(`0x${'1'.repeat(64)}`)).rejects.toMatchObject({ code: 'payout.not-in-journal' })
  await expect(console().file('../installation.key')).rejects.toMatchObject({ code: 'payout.not-in-journal' })
  expect(await readdir(folder)).toEqual([])
})

test('nothing is signed while the journal lacks entries that nobody has acknowledged, nor without the installation key', async () => {
  const { sign, journal, timesOpened, kinds } = console()
  const payout = await payoutOn(31337)
  journal.damage.lost = { seq: 9, at: '', expectedSeq: 8, foundSeq: 6, evidence: 'anchor' }
  const refused = sign(payout)
  await expect(refused).rejects.toMatchObject({ code: 'journal.loss' })
  await expect(refused).rejects.toThrow('Entries 7 to 8 of the journal are missing.')
  const missing = new Problem('key.missing', 'The key file is gone.')
  await expect(console({ keyProblem: missing }).sign(payout)).rejects.toBe(missing)
  expect(kinds()).toEqual([])
  expect(timesOpened()).toBe(0)
  journal.damage.lost = null
  expect((await sign(payout)).signature?.recovered).toBe(ADDRESS)
})
