import net from 'node:net'
import { serializeTransaction } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from '#core/model/problem'
import { typedDataSchema } from '#core/treasury/model/signingRequest'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { createLedgerDevices } from './ledgerDevices'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from './simulatedLedgerTransports'
import { type ForbiddenNetwork, forbidNetwork } from './testing/forbidNetwork'
import { recordedCases } from './testing/replayRecording'

let network: ForbiddenNetwork
beforeEach(() => {
  network = forbidNetwork()
})
afterEach(() => network.allowAgain())

const recorded = (name: string) => {
  const [, found] = recordedCases().find(([known]) => known === name) ?? []
  if (!found) throw new Error(`The recording ${name} is missing`)
  return found
}
const unsigned = recorded('dmk/blind-on/unknown-call-1559').unsignedTx ?? '0x'
const TO = '0x1111111111111111111111111111111111111111'
const legacy = serializeTransaction({ type: 'legacy', chainId: 1, to: TO, nonce: 1, gas: 21_000n, gasPrice: 1n })

test.each([
  ['a call that the device can only sign blindly', { kind: 'transaction', unsigned }, 'ledger.blind-signing-off'],
  ['a legacy transfer', { kind: 'transaction', unsigned: legacy }, 'signed'],
  [
    'a Safe transaction',
    { kind: 'typed-data', typedData: typedDataSchema.parse(recorded('dmk/blind-on/eip712-safetx-erc20').typedData) },
    'ledger.blind-signing-off',
  ],
  ['a message', { kind: 'message', message: { text: 'hello' } }, 'signed'],
] satisfies [string, Signable, string][])(
  '%s uses no network, signed, rejected or refused',
  async (_what, signable, withBlindOff) => {
    const outcomes = []
    for (const options of [{}, { decision: 'reject' }, { fault: 'blind-signing-off' }] as const) {
      const transports = [createSimulatedLedgerTransports({ signsForAnyChain: true, ...options })]
      const ledger = createLedgerDevices({ transports })
      const signing = ledger.use({ deviceId: SIMULATED_LEDGER_ID }, ({ app }) => app.sign("44'/60'/0'/0/0", signable, null))
      outcomes.push(
        await signing.then(
          () => 'signed',
          (problem: Problem) => problem.code,
        ),
      )
    }
    expect(outcomes).toEqual(['signed', 'ledger.rejected', withBlindOff])
    // The kit reports blind signatures after the fact: give a report that was only scheduled the time to begin.
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(network.attempts).toEqual([])
  },
)

test('an address that is read and shown uses no network', async () => {
  const ledger = createLedgerDevices({ transports: [createSimulatedLedgerTransports({})] })
  await ledger.use({ deviceId: SIMULATED_LEDGER_ID }, ({ app }) => app.showAddress("44'/60'/0'/0/0"))
  expect(network.attempts).toEqual([])
})

test('the ban is real: a request is noticed', async () => {
  await expect(async () => fetch('http://127.0.0.1/')).rejects.toThrow('forbidden')
  expect(() => net.connect(80, '127.0.0.1')).toThrow('forbidden')
  expect(network.attempts).toEqual(['fetch', 'net.connect'])
})
