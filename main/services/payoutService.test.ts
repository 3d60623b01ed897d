import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examplePayout, exampleSignedPayout, SETTINGS, signExample } from '#core/payout/examplePayout'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { signedPayoutOf } from '#core/payout/signedPayout'
import { splitOf } from '#core/treasury/payout/examplePayoutV4'
import { guardPayoutV4 } from '#core/treasury/payout/payoutGuardV4'
import { openPayoutFiles } from '../storage/payoutFiles'
import { createPayoutService } from './payoutService'
import { createMemoryJournal, diskFull } from './testing/memoryJournal'
import { accountPayout, onRealChain, RIG_ACCOUNT } from './testing/treasuryRig'
import { knownEarlierPayouts } from './treasury/knownPayouts'

let folder: string
let signed: PayoutFile
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-payouts-'))
  signed = await exampleSignedPayout()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function program(journal = createMemoryJournal()) {
  const { handlers, ...service } = createPayoutService({ journal, files: openPayoutFiles(folder) })
  const context = { signal: new AbortController().signal, progress: () => undefined as never }
  return {
    ...{ service, journal, kinds: journal.kinds, entries: journal.entries },
    verify: (payout: PayoutFile) => handlers['payout.verify']({ payout }, context),
    list: () => handlers['payout.signedList']({}, context),
    file: (transactionHash: string) => handlers['payout.signedFile']({ transactionHash }, context),
    learn: (payout: PayoutFile) => handlers['payout.learn']({ payout }, context),
  }
}

function hashOf({ signature }: PayoutFile): string {
  if (!signature) throw new Error('The payout is not signed')
  return signature.transactionHash
}

const pathOf = (payout: PayoutFile) => join(folder, `${hashOf(payout)}.json`)

/** As the program of version 3 left it: the request, the file, and what the entry told of it. */
async function signedByVersion3(payout = signed) {
  const journal = createMemoryJournal()
  const text = JSON.stringify(payout)
  const facts = signedPayoutOf(payout)
  await journal.append('payout.sign-requested', { signingHash: facts.signingHash })
  await writeFile(pathOf(payout), text)
  const file = { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) }
  await journal.append('payout.signed', { ...facts, file })
  return journal
}

/** As versions before it wrote the entry; they kept no file. */
async function signedByVersion1(payout = signed) {
  const journal = createMemoryJournal()
  const { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash } =
    signedPayoutOf(payout)
  await journal.append('payout.sign-requested', { signingHash })
  const facts = { root, signingHash, chainId, contract, nonce, device, simulated, derivationPath, signer, transactionHash }
  await journal.append('payout.signed', facts)
  return journal
}

test('verifying says what does not hold', async () => {
  const { verify } = program()
  expect(await verify(signed)).toEqual({ holds: true, findings: [] })
  const changed = { ...signed, merkle: { ...signed.merkle, root: `0x${'0'.repeat(64)}` } }
  expect(await verify(changed)).toMatchObject({ holds: false })
})

test('what version 3 signed is listed, given back, and stands in the way of its period on a real chain', async () => {
  const { list, file } = program(await signedByVersion3())
  expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), seq: 2, isSignedHere: true, fileState: 'whole' }])
  expect(await file(hashOf(signed))).toEqual(signed)

  const transaction = { ...SETTINGS, chainId: 42161 }
  const unsigned = await preparePayout({ split: splitOf(), previous: NO_PREVIOUS_TOTALS, transaction })
  const real = await signExample(unsigned)
  const payout = await accountPayout(onRealChain(RIG_ACCOUNT))
  const { service } = program(await signedByVersion3(real))
  expect(await guardPayoutV4(payout, await knownEarlierPayouts(service))).toMatchObject({ code: 'payout.period-signed' })
  await rm(pathOf(real))
  expect(await guardPayoutV4(payout, await knownEarlierPayouts(service))).toMatchObject({ code: 'payout.period-signed' })
})

test('a signed payout in the journal that cannot be read stops every signature', async () => {
  const { journal, service } = program()
  await journal.append('payout.signed', { format: 'of tomorrow' })
  await expect(service.signedPayouts()).rejects.toMatchObject({ code: 'payout.journal-unreadable' })
})

test('a file that is missing or damaged is named as such, and comes back from the records', async () => {
  const journal = await signedByVersion3()
  const { list, file, learn, kinds } = program(journal)
  const hurt = {
    missing: () => rm(pathOf(signed)),
    damaged: async () => writeFile(pathOf(signed), (await readFile(pathOf(signed), 'utf8')).replace('WXM', 'WXN')),
  }
  for (const [state, hurtFile] of Object.entries(hurt)) {
    await hurtFile()
    expect(await list()).toMatchObject([{ fileState: state }])
    await expect(file(hashOf(signed))).rejects.toMatchObject({ code: `payout.file-${state}` })
    await learn(signed)
    expect(await list()).toMatchObject([{ fileState: 'whole', seq: 2 }])
    expect(await file(hashOf(signed))).toEqual(signed)
  }
  expect(kinds().slice(2)).toEqual(['payout.file-kept', 'payout.file-kept'])
})

test('a file that a crash left without its entry is taken in, and a request without an outcome is noted', async () => {
  const journal = await signedByVersion3()
  journal.entries.pop()
  await writeFile(join(folder, `0x${'0'.repeat(64)}.json`), JSON.stringify(signed))
  await journal.append('payout.sign-requested', { signingHash: `0x${'5'.repeat(64)}` })
  const { service, list, kinds } = program(journal)
  service.start()
  expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), fileState: 'whole' }])
  const ends = ['payout.file-refused', 'payout.signed', 'payout.sign-interrupted']
  expect(kinds()).toEqual(['payout.sign-requested', 'payout.sign-requested', ...ends])
  const again = program(journal)
  again.service.start()
  await again.list()
  expect(again.kinds()).toHaveLength(5)
})

test('what the disk refuses at the start is tried again before anything is signed, and nothing is signed without it', async () => {
  const journal = await signedByVersion3()
  journal.entries.pop()
  journal.disk.refuses = (kind) => kind === 'payout.signed'
  const { service } = program(journal)
  service.start()
  await expect(service.signedPayouts()).rejects.toBe(diskFull)
  journal.disk.refuses = null
  expect(await service.signedPayouts()).toMatchObject([{ transactionHash: hashOf(signed) }])
})

test('a payout that was signed elsewhere is taken in from the records, once', async () => {
  const { learn, list, file, kinds, service } = program()
  await learn(signed)
  await learn(signed)
  expect(kinds()).toEqual(['payout.learned'])
  expect((await stat(pathOf(signed))).mode & 0o077).toBe(0)
  expect(await list()).toMatchObject([{ transactionHash: hashOf(signed), isSignedHere: false, fileState: 'whole' }])
  expect(await file(hashOf(signed))).toEqual(signed)
  expect(await service.signedPayouts()).toMatchObject([{ transactionHash: hashOf(signed) }])
  await expect(learn(await examplePayout())).rejects.toMatchObject({ code: 'payout.does-not-hold' })
})

test('a payout that an earlier version signed gets its file from the records', async () => {
  const { list, file, learn } = program(await signedByVersion1())
  expect(await list()).toMatchObject([
    { transactionHash: hashOf(signed), fileState: 'not-kept', signedTransaction: null, period: null },
  ])
  await expect(file(hashOf(signed))).rejects.toMatchObject({ code: 'payout.file-not-kept' })
  await learn(signed)
  const { period } = signedPayoutOf(signed)
  expect(await list()).toMatchObject([{ seq: 2, isSignedHere: true, fileState: 'whole', period }])
})

test('what is not in the journal is not given out', async () => {
  await expect(program().file(`0x${'1'.repeat(64)}`)).rejects.toMatchObject({ code: 'payout.not-in-journal' })
  await expect(program().file('../installation.key')).rejects.toMatchObject({ code: 'payout.not-in-journal' })
  expect(await readdir(folder)).toEqual([])
})
