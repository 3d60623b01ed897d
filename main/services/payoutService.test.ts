import { serializeTransaction } from 'viem'
import { expect, test } from 'vitest'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { verifyPayout } from '#core/payout/verifyPayout'
import { exampleSplit } from '#core/rewards/exampleSplit'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import type { LedgerTransports } from '../ledger/ledgerTransports'
import { createSimulatedLedger, type SimulatedLedgerOptions } from '../ledger/simulatedLedger'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { createPayoutService } from './payoutService'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const CONTRACT = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'

function payoutOn(chainId: number): Promise<PayoutFile> {
  return preparePayout({
    split: exampleSplit(),
    previous: NO_PREVIOUS_TOTALS,
    transaction: {
      chainId,
      contract: CONTRACT,
      nonce: 7,
      gasLimit: '150000',
      maxFeePerGasWei: '2000000000',
      maxPriorityFeePerGasWei: '1000000000',
    },
  })
}

/** Real in kind, for the rules that hold only for real devices. */
const REAL: LedgerTransports = {
  list: async () => [{ id: 'usb:1', kind: 'usb', name: 'Ledger on USB', simulated: false }],
  open: async () => ({ transport: createSimulatedLedger(), modelId: 'nanoSP', name: 'Ledger Nano S Plus' }),
}

function console(options: SimulatedLedgerOptions = {}) {
  const entries: { kind: string; data: Record<string, unknown> }[] = []
  const prompts: LedgerPrompt[] = []
  const service = createPayoutService({
    ledger: createLedgerDevices({ transports: [REAL, createSimulatedLedgerTransports(options)] }),
    clock: () => new Date('2026-11-20T12:00:00Z'),
    journal: {
      async append(kind, data) {
        entries.push({ kind, data })
        return { seq: entries.length, at: '', kind, data, prev: '', hash: '' }
      },
    },
  })
  const signal = new AbortController().signal
  const sign = (payout: PayoutFile, deviceId = SIMULATED_LEDGER_ID, derivationPath = PATH) =>
    service['payout.sign']({ payout, deviceId, derivationPath }, { signal, progress: (prompt) => prompts.push(prompt) })
  return { service, sign, entries, prompts, kinds: () => entries.map(({ kind }) => kind) }
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
  expect((await sign(payout, 'usb:1')).signature).toMatchObject({ simulated: false, recovered: ADDRESS })
})

test('a payout with one base unit changed is not signed, and the row is named', async () => {
  const { sign, kinds } = console()
  const payout = await payoutOn(31337)
  const [first, ...rest] = payout.payees
  if (!first) throw new Error('The example pays nobody')
  const more = { ...first, periodBaseUnits: (BigInt(first.periodBaseUnits) + 1n).toString() }
  const failing = sign({ ...payout, payees: [more, ...rest] })
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
  const payout = await preparePayout({ split: exampleSplit(), previous: NO_PREVIOUS_TOTALS, transaction: null })
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
  await expect(sign(await payoutOn(31337), SIMULATED_LEDGER_ID, '44h/60h/0h/0/0')).rejects.toMatchObject({ code: 'ledger.path' })
})

test('verifying says what does not hold', async () => {
  const { service } = console()
  const payout = await payoutOn(31337)
  const context = { signal: new AbortController().signal, progress: () => undefined as never }
  expect(await service['payout.verify']({ payout }, context)).toEqual({ holds: true, findings: [] })
  const changed = { ...payout, merkle: { ...payout.merkle, root: `0x${'0'.repeat(64)}` } }
  expect(await service['payout.verify']({ payout: changed }, context)).toMatchObject({ holds: false })
})
