import type { ClearSignContext } from '@ledgerhq/context-module'
import { keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import type { HwTransport } from './hwTransportPort'
import { loadLedgerKits } from './loadLedgerKits'
import { openEthereumApp } from './openEthereumApp'
import { createSimulatedLedger } from './simulatedLedger'
import { type Exchange, type RecordedCase, readExchanges, recordedCases, replayExchanges } from './testing/replayRecording'

const PROBLEM_OF_STATUS: Record<string, string> = { '6985': 'ledger.rejected', '6a80': 'ledger.blind-signing-off' }

/** Two ways to the same app: what was recorded from it, and the simulated Ledger. Both must answer alike. */
const DEVICES = {
  recordings: (recorded: RecordedCase) => replayExchanges(withOpening(recorded)),
  'simulated Ledger': (recorded: RecordedCase) =>
    createSimulatedLedger({
      signsForAnyChain: true,
      decision: recorded.error?.errorCode === '6985' ? 'reject' : 'approve',
      fault: recorded.error?.errorCode === '6a80' ? 'blind-signing-off' : null,
    }),
}

const dmkCases = recordedCases().filter(([name]) => name.startsWith('dmk/'))

test('the recordings hold the cases this suite is about', () => {
  expect(dmkCases.filter(([, recorded]) => recorded.op === 'signTransaction')).toHaveLength(7)
  expect(dmkCases.filter(([, recorded]) => recorded.op === 'getAddress')).toHaveLength(1)
})

for (const [device, open] of Object.entries(DEVICES)) {
  describe(`on ${device}`, () => {
    for (const [name, recorded] of dmkCases) {
      if (recorded.op === 'getAddress') {
        test(`${name} gives the recorded address`, async () => {
          const app = await openApp(open(recorded), recorded)
          expect(app.app).toEqual({ name: 'Ethereum', version: '1.22.0' })
          expect(await app.getAddress(recorded.path)).toBe(recorded.result?.address)
        })
      }
      const { unsignedTx, result, error } = recorded
      if (recorded.op !== 'signTransaction' || !unsignedTx) continue
      if (result) {
        test(`${name} gives the recorded signature`, async () => {
          const app = await openApp(open(recorded), recorded)
          expect(await app.signTransaction(recorded.path, unsignedTx)).toEqual({
            r: result.r,
            s: result.s,
            yParity: result.v,
            signer: recorded.expectedAddress,
          })
        })
      }
      if (error) {
        test(`${name} is refused as ${PROBLEM_OF_STATUS[error.errorCode]}`, async () => {
          const app = await openApp(open(recorded), recorded)
          const problem = await problemOf(app.signTransaction(recorded.path, unsignedTx))
          expect(problem.code).toBe(PROBLEM_OF_STATUS[error.errorCode])
        })
      }
    }
  })
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
