/** The cable is out after every single byte of a whole exchange: each session ends named, and keeps what it had learned. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import type { StepRequest } from '../session/stepRequest'
import { VirtualLine } from '../session/testing/VirtualLine'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { createConsoleDriver } from './consoleDriver'

const identity = { sessionId: 's1', path: 'test', simulated: false }
const challengeKey = ed25519.getPublicKey(new Uint8Array(32).fill(3))

/** @param open bytes of the device that come before the cable is pulled. */
function run(steps: readonly StepRequest[], loggedIn: boolean, open = Number.POSITIVE_INFINITY): VirtualLine {
  const session = new DeviceSession(identity, [createConsoleDriver()], 0)
  const line = new VirtualLine(session, createSimulatedGateway({ loggedIn }), { unplugAfterBytes: open })
  for (const step of steps) if (session.state.phase === 'idle') line.run(step)
  return line
}

it.each<[string, boolean, StepRequest[]]>([
  ['a login', false, [{ kind: 'identify' }, { kind: 'log-in', user: 'root', password: trainingConsolePassword }]],
  ['a proof', true, [{ kind: 'identify' }, { kind: 'prove', challengeKey }]],
])('through the whole of %s', (_what, loggedIn, steps) => {
  const whole = run(steps, loggedIn)
  expect(whole.session.state).toMatchObject({ phase: 'idle', identified: true, problem: null })
  let identifiedAt = Number.POSITIVE_INFINITY
  for (let bytes = 0; bytes < whole.receivedBytes; bytes += 1) {
    const { state } = run(steps, loggedIn, bytes).session
    expect(state).toMatchObject({ phase: 'lost', step: null, problem: { code: 'port.vanished' } })
    if (state.identified) identifiedAt = Math.min(identifiedAt, bytes)
    // What is known stays known from then on, all of it.
    expect(state.identified).toBe(bytes >= identifiedAt)
    if (state.identified) expect(state.identifiers).toEqual(whole.session.state.identifiers)
    // The end of the answer is there before the last prompt.
    expect(state.proof === null || bytes > whole.receivedBytes - 100).toBe(true)
  }
  if (!loggedIn) return
  expect(whole.session.state.proof).not.toBeNull()
  expect(identifiedAt).toBeLessThan(whole.receivedBytes)
})
