import type { ClearSignContext } from '@ledgerhq/context-module'
import { keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { typedDataSchema } from '#core/treasury/model/signingRequest'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { openEmulatorTransport } from './emulatorTransport'
import type { HwTransport } from './hwTransportPort'
import { loadLedgerKits } from './loadLedgerKits'
import { openEthereumApp } from './openEthereumApp'
import { signableSubject } from './signSignable'
import { createSimulatedLedger } from './simulatedLedger'
import { operateEmulator } from './testing/operateEmulator'
import { type Exchange, type RecordedCase, readExchanges, recordedCases, replayExchanges } from './testing/replayRecording'

const PROBLEM_OF_STATUS: Record<string, string> = { '6985': 'ledger.rejected', '6a80': 'ledger.blind-signing-off' }
const EMULATOR_ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const EMULATOR = process.env.COMMONMAST_SPECULOS_URL
const EMULATOR_TIMEOUT_MS = 120_000

interface Subject {
  hw: HwTransport
  /** Ends whoever operates it. */
  release(): Promise<void>
  /** Whether its settings let it sign what it cannot show; a recording is what it is. */
  signsBlindly: boolean | null
}

type Open = (recorded: RecordedCase) => Promise<Subject>

/** Ways to the same app: what was recorded from it, the simulated Ledger, and the emulator where there is one. All answer alike. */
const DEVICES: Record<string, Open> = {
  recordings: async (recorded) => ({
    hw: replayExchanges(withOpening(recorded)),
    release: async () => undefined,
    signsBlindly: null,
  }),
  'simulated Ledger': async (recorded) => ({
    hw: createSimulatedLedger({
      signsForAnyChain: true,
      decision: recorded.error?.errorCode === '6985' ? 'reject' : 'approve',
      fault: recorded.error?.errorCode === '6a80' ? 'blind-signing-off' : null,
    }),
    release: async () => undefined,
    signsBlindly: null,
  }),
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

const dmkCases = recordedCases().filter(([name]) => name.startsWith('dmk/'))

test('the recordings hold the cases this suite is about', () => {
  expect(dmkCases.filter(([, recorded]) => recorded.op === 'signTransaction')).toHaveLength(7)
  expect(dmkCases.filter(([, recorded]) => recorded.op === 'signTypedData')).toHaveLength(3)
  expect(dmkCases.filter(([, recorded]) => recorded.op === 'getAddress')).toHaveLength(1)
})

/** What is signed in a recording; null where it is about an address. */
function signableOf({ op, unsignedTx, typedData }: RecordedCase): Signable | null {
  if (op === 'signTransaction' && unsignedTx) return { kind: 'transaction', unsigned: unsignedTx }
  return op === 'signTypedData' && typedData ? { kind: 'typed-data', typedData: typedDataSchema.parse(typedData) } : null
}

for (const [device, open] of Object.entries(DEVICES)) {
  describe(`on ${device}`, () => {
    for (const [name, recorded] of dmkCases) {
      const signable = signableOf(recorded)
      if (!signable) {
        test(`${name} gives the recorded address`, { timeout: EMULATOR_TIMEOUT_MS }, async () => {
          const { hw, release } = await open(recorded)
          const app = await openApp(hw, recorded)
          if (device !== 'emulator') expect(app.app).toEqual({ name: 'Ethereum', version: '1.22.0' })
          expect(await app.getAddress(recorded.path)).toBe(recorded.result?.address)
          await release()
        })
        continue
      }
      test(`${name}: ${recorded.error ? PROBLEM_OF_STATUS[recorded.error.errorCode] : 'the recorded signature'}`, {
        timeout: EMULATOR_TIMEOUT_MS,
      }, async () => {
        const { hw, release, signsBlindly } = await open(recorded)
        const app = await openApp(hw, recorded)
        const outcome = await app.sign(recorded.path, signable, recorded.expectedAddress ?? null).catch((error: unknown) => error)
        await release()
        expect(outcome).toMatchObject(expectedOutcome(recorded, signable, signsBlindly))
      })
    }
  })
}

/** A device whose setting is another than the recorded one's refuses, or signs, where that one did not. */
function expectedOutcome({ result, error }: RecordedCase, signable: Signable, signsBlindly: boolean | null): object {
  const status = error?.errorCode
  const isBlind = signableSubject(signable) !== 'transfer'
  if (signsBlindly === false && isBlind && status !== '6985') return { code: PROBLEM_OF_STATUS['6a80'] }
  if (signsBlindly && status === '6a80') return { signer: EMULATOR_ADDRESS }
  if (status !== undefined) return { code: PROBLEM_OF_STATUS[status] }
  const yParity = signable.kind === 'transaction' ? result?.v : (result?.v ?? 0) - 27
  return { r: result?.r, s: result?.s, yParity, signer: EMULATOR_ADDRESS }
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
    const token = readExchanges(recorded.file).find(([apdu]) => apdu.startsWith('e00a'))
    const type = loadLedgerKits().context.ClearSignContextType.ETHEREUM_TOKEN
    if (token) contexts.push({ type, payload: token[0].slice(10) })
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
