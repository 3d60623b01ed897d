import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Problem } from '#core/model/problem'
import { createLedgerDevices } from './ledgerDevices'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from './simulatedLedgerTransports'
import { recordedCases } from './testing/replayRecording'

const attempts: string[] = []

/** Every way out of the process that Node has, closed: each use is noted and fails. */
beforeEach(() => {
  attempts.length = 0
  const forbid = (name: string) => () => {
    attempts.push(name)
    throw new Error(`${name} is forbidden: signing must not use a network`)
  }
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(forbid('net.connect'))
  vi.spyOn(tls, 'connect').mockImplementation(forbid('tls.connect'))
  vi.spyOn(dns, 'lookup').mockImplementation(forbid('dns.lookup') as never)
  vi.spyOn(dns.promises, 'lookup').mockImplementation(forbid('dns.promises.lookup'))
  vi.spyOn(http, 'request').mockImplementation(forbid('http.request'))
  vi.spyOn(https, 'request').mockImplementation(forbid('https.request'))
  vi.spyOn(dgram, 'createSocket').mockImplementation(forbid('dgram.createSocket'))
  vi.stubGlobal('fetch', forbid('fetch'))
  vi.stubGlobal('WebSocket', forbid('WebSocket'))
  vi.stubGlobal('XMLHttpRequest', forbid('XMLHttpRequest'))
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('signing what the device can only sign blindly, and being refused, use no network', async () => {
  const [, recorded] = recordedCases().find(([name]) => name === 'dmk/blind-on/unknown-call-1559') ?? []
  const unsigned = recorded?.unsignedTx
  if (!unsigned) throw new Error('The recording is missing')

  const outcomes = []
  for (const options of [{}, { decision: 'reject' }, { fault: 'blind-signing-off' }] as const) {
    const ledger = createLedgerDevices({ transports: [createSimulatedLedgerTransports({ signsForAnyChain: true, ...options })] })
    const signing = ledger.use({ deviceId: SIMULATED_LEDGER_ID }, ({ app }) => app.signTransaction("44'/60'/0'/0/0", unsigned))
    outcomes.push(
      await signing.then(
        () => 'signed',
        (problem: Problem) => problem.code,
      ),
    )
  }
  expect(outcomes).toEqual(['signed', 'ledger.rejected', 'ledger.blind-signing-off'])
  // The kit reports blind signatures after the fact: give a report that was only scheduled the time to begin.
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(attempts).toEqual([])
})

test('the ban is real: a request is noticed', async () => {
  await expect(async () => fetch('http://127.0.0.1/')).rejects.toThrow('forbidden')
  expect(() => net.connect(80, '127.0.0.1')).toThrow('forbidden')
  expect(attempts).toEqual(['fetch', 'net.connect'])
})
