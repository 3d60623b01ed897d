import type { ClearSignContext } from '@ledgerhq/context-module'
import { keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { type Signable, signingDigest } from '#core/treasury/signing/signingDigest'
import { openEmulatorTransport } from './emulatorTransport'
import type { EthereumApp } from './ethereumApp'
import type { HwTransport } from './hwTransportPort'
import { loadLedgerKits } from './loadLedgerKits'
import { openEthereumApp } from './openEthereumApp'
import { signableSubject } from './signSignable'
import { createSimulatedLedger } from './simulatedLedger'
import { expectedRefusal, expectedSignature, recordedFault } from './testing/expectedOutcome'
import { operateEmulator } from './testing/operateEmulator'
import { type RecordedCase, recordedSignable } from './testing/recordedCase'
import { type Exchange, readExchanges, recordedCases, replayExchanges, replayWithin } from './testing/replayRecording'

const EMULATOR = process.env.COMMONMAST_SPECULOS_URL
const EMULATOR_TIMEOUT_MS = 120_000
/** What the kit asks besides what is signed: app, settings, challenge, opting in to checks, and an address that is not shown. */
const BESIDES = /^(b001|e006|e020|e032|e00200)/

interface Subject {
  hw: HwTransport
  /** Ends whoever operates it. */
  release(): Promise<void>
  /** Whether its settings let it sign what it cannot show; a recording is what it is. */
  signsBlindly: boolean | null
}

type Open = (recorded: RecordedCase) => Promise<Subject>

const released = (hw: HwTransport): Subject => ({ hw, release: async () => undefined, signsBlindly: null })

/** Ways to the same app: what was recorded from it, the simulated Ledger, and the emulator where there is one. All answer alike. */
const DEVICES: Record<string, Open> = {
  recordings: async (recorded) => released(replayRecording(recorded)),
  'simulated Ledger': async (recorded) =>
    released(createSimulatedLedger({ signsForAnyChain: true, ...recordedFault(recorded, readExchanges(recorded.file)) })),
  ...(EMULATOR ? { emulator: (recorded: RecordedCase) => openEmulator(recorded, EMULATOR) } : {}),
}

async function openEmulator(recorded: RecordedCase, url: string): Promise<Subject> {
  const hw = await openEmulatorTransport(new URL(url))
  const configuration = await hw.exchange(Buffer.from('e006000000', 'hex'))
  const operator = operateEmulator(url, recorded.error?.errorCode === '6985' ? 'reject' : 'approve')
  const release = async () => {
    await operator.stop()
    await hw.close()
  }
  return { hw, release, signsBlindly: ((configuration[0] ?? 0) & 1) === 1 }
}

const allCases = recordedCases()
const runnable = allCases.filter(([, recorded]) => recorded.op === 'getAddress' || recordedSignable(recorded) !== null)
const dmkCases = allCases.filter(([name]) => name.startsWith('dmk/'))

test('the recordings hold the cases this suite is about', () => {
  const count = (op: string) => dmkCases.filter(([, recorded]) => recorded.op === op).length
  expect(count('signTransaction')).toBeGreaterThanOrEqual(7)
  expect(count('signTypedData')).toBeGreaterThanOrEqual(3)
  expect(count('getAddress')).toBeGreaterThanOrEqual(1)
  const untold = allCases.filter((one) => !runnable.includes(one)).map(([name]) => name)
  expect(untold, 'what these signed is not told').toEqual([])
})

for (const [device, open] of Object.entries(DEVICES)) {
  describe(`on ${device}`, () => {
    for (const [name, recorded] of runnable) {
      const { decision, fault } = recordedFault(recorded, readExchanges(recorded.file))
      // Neither can be brought about from outside.
      if (device === 'emulator' && (fault === 'locked' || fault === 'wrong-app')) continue
      const what = recorded.error || fault || decision === 'reject' ? 'the recorded refusal' : 'the recorded answer'
      test(`${name}: ${what}`, { timeout: EMULATOR_TIMEOUT_MS }, async () => {
        const { hw, release, signsBlindly } = await open(recorded)
        const outcome = await outcomeOf(hw, recorded).catch((error: unknown) => error)
        await release()
        expect(expectedOutcomes(recorded, signsBlindly)).toContainEqual(outcome)
      })
    }
  })
}

/** The address, the signature, or what is thrown. */
async function outcomeOf(hw: HwTransport, recorded: RecordedCase): Promise<unknown> {
  const app: EthereumApp = await openApp(hw, recorded)
  const signable = recordedSignable(recorded)
  if (signable) return app.sign(recorded.path, signable, recorded.expectedAddress ?? null)
  const address = isShown(recorded) ? await app.showAddress(recorded.path) : await app.getAddress(recorded.path)
  return { address }
}

/** More than one where it is not known whether a device that does not sign blindly has Raw messages on. */
function expectedOutcomes(recorded: RecordedCase, signsBlindly: boolean | null): unknown[] {
  const signable = recordedSignable(recorded)
  const refusal = expectedRefusal(recorded, readExchanges(recorded.file))
  const subject = signable && isReadable(signable) ? signableSubject(signable) : null
  const isBlind = subject === 'call' || subject === 'typed-data'
  const isRefusedForSetting = refusal === 'ledger.blind-signing-off'
  const signed = isRefusedForSetting ? { signer: expect.any(String) } : expectedSignature(recorded)
  const refused = { code: 'ledger.blind-signing-off' }
  // A device whose setting is another than the recorded one's refuses, or signs, where that one did not.
  if (signsBlindly === false && isBlind && refusal !== 'ledger.rejected') {
    return [refused, ...(subject === 'typed-data' ? [signed] : [])].map((one) => expect.objectContaining(one))
  }
  if (signsBlindly && isRefusedForSetting) return [expect.objectContaining(signed)]
  return [expect.objectContaining(refusal === null ? signed : { code: refusal })]
}

function isReadable(signable: Signable): boolean {
  try {
    return signingDigest(signable) !== undefined
  } catch {
    return false
  }
}

function isShown(recorded: RecordedCase): boolean {
  return recorded.display || readExchanges(recorded.file).some(([apdu]) => apdu.startsWith('e00201'))
}

/**
 * Strictly in order where the kit was recorded by itself, as a Stax; else what is asked besides is answered by the simulated
 * Ledger, of the same seed.
 */
function replayRecording(recorded: RecordedCase): HwTransport {
  const exchanges = readExchanges(recorded.file)
  const asks = (start: string) => exchanges.some(([apdu]) => apdu.startsWith(start))
  const isKits = asks('b001') && asks('e00200') && (asks('e006') || recorded.op === 'getAddress') && !isShown(recorded)
  const [first, second] = exchanges.map(([apdu]) => apdu)
  if (isKits && first === 'b001000000' && second !== first) return replayExchanges(withOpening(recorded))
  return replayWithin(exchanges, createSimulatedLedger(), (apdu) => BESIDES.test(apdu))
}

test('a recording is replayed to its end, but for the blind second try that the kit makes and the console vetoes', async () => {
  for (const [name, recorded] of dmkCases) {
    if (recorded.op !== 'signTransaction' || !recorded.unsignedTx) continue
    const replay = replayExchanges(withOpening(recorded))
    const app = await openApp(replay, recorded)
    await app.signTransaction(recorded.path, recorded.unsignedTx).catch(() => undefined)
    const remaining = replay.remaining().map(([apdu]) => apdu.slice(0, 4))
    expect(remaining, name).toEqual(recorded.error?.errorCode === '6a80' ? ['e004'] : [])
  }
})

test('the person is told the hash that the device shows, and each step in order', async () => {
  const [, recorded] = caseNamed('dmk/blind-on/unknown-call-1559')
  const prompts: LedgerPrompt[] = []
  const app = await openEthereumApp(createSimulatedLedger({ signsForAnyChain: true }), {
    modelId: 'nanoSP',
    onPrompt: (prompt) => prompts.push(prompt),
  })
  await app.signTransaction(recorded.path, recorded.unsignedTx ?? '0x')
  expect(prompts.map((prompt) => prompt.step)).toEqual([
    'checking-app',
    'reading-address',
    'review-on-device',
    'recovering',
    'done',
  ])
  expect(prompts[2]?.message).toContain(keccak256(recorded.unsignedTx ?? '0x'))
  expect(prompts[2]?.message).toContain('0x3333333333333333333333333333333333333333')
})

describe('another app that answers as if it had signed', () => {
  const boilerplate = new Map(readExchanges('wrong-app-boilerplate.apdus'))
  const [, transfer] = caseNamed('dmk/blind-on/eth-transfer-1559')
  const signs = [...boilerplate].find(([apdu]) => apdu.startsWith('e004'))

  test('is found out by its name before anything is signed', async () => {
    const asked: string[] = []
    const device: HwTransport = {
      exchange: async (apdu) => {
        asked.push(apdu.toString('hex'))
        return Buffer.from(boilerplate.get(apdu.toString('hex')) ?? '6d00', 'hex')
      },
      close: async () => undefined,
      on: () => undefined,
    }
    const problem = await problemOf(openEthereumApp(device, { modelId: 'nanoSP' }))
    expect(problem.code).toBe('ledger.wrong-app')
    expect(problem.message).toContain('"Boilerplate"')
    expect(asked).toEqual(['b001000000'])
  })

  test('is refused even when the name was right a moment ago, and is asked only once', async () => {
    const exchanges = withOpening(transfer).map(([apdu, answer]): Exchange => [apdu, apdu === signs?.[0] ? signs[1] : answer])
    const replay = replayExchanges(exchanges)
    const app = await openEthereumApp(replay, { modelId: 'stax' })
    const problem = await problemOf(app.signTransaction(transfer.path, transfer.unsignedTx ?? '0x'))
    expect(problem.code).toBe('ledger.malformed-answer')
    expect(replay.remaining()).toEqual([])
  })

  test('is refused when it returns a true signature of another transaction', async () => {
    const [, other] = caseNamed('dmk/blind-on/unknown-call-1559')
    const signature = readExchanges(other.file).at(-1)?.[1] ?? ''
    const exchanges = withOpening(transfer).map(
      ([apdu, answer]): Exchange => [apdu, apdu.startsWith('e004') ? signature : answer],
    )
    const app = await openEthereumApp(replayExchanges(exchanges), { modelId: 'stax' })
    const problem = await problemOf(app.signTransaction(transfer.path, transfer.unsignedTx ?? '0x'))
    expect(problem.code).toBe('ledger.wrong-signer')
  })
})

/** The session asks for the app's name and for the address before the exchanges that were recorded. */
function withOpening(recorded: RecordedCase): Exchange[] {
  const [name, ...rest] = readExchanges(recorded.file)
  if (!name) throw new Error(`${recorded.file} is empty`)
  if (recorded.op === 'getAddress') return [name, name, ...rest]
  const address = rest.find(([apdu]) => apdu.startsWith('e002'))
  if (!address) throw new Error(`${recorded.file} has no address`)
  return [name, name, address, ...rest]
}

/** Recordings were made as a Stax and with the signed token description that they contain. */
function openApp(hw: HwTransport, recorded: RecordedCase) {
  const contexts: ClearSignContext[] = []
  if ('remaining' in hw) {
    const type = loadLedgerKits().context.ClearSignContextType.ETHEREUM_TOKEN
    const tokens = readExchanges(recorded.file).filter(([apdu]) => apdu.startsWith('e00a'))
    contexts.push(...tokens.map(([apdu]): ClearSignContext => ({ type, payload: apdu.slice(10) })))
  }
  return openEthereumApp(hw, { modelId: 'stax', contexts })
}

function caseNamed(name: string): [string, RecordedCase] {
  const found = dmkCases.find(([known]) => known === name)
  if (!found) throw new Error(`No recording ${name}`)
  return found
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Problem) return outcome
  throw new Error(`Expected a Problem, got ${String(outcome)}`)
}
