/**
 * One measurement with a satellite receiver, from opening its port to closing it. Invariant: the port is free again however
 * the measurement ends, also when the window is reloaded meanwhile.
 */
import { Problem } from '#core/model/problem'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { consoleClient } from '../../../platform/consoleClient'
import { setTraining } from '../../../platform/training'
import { asProblem } from '../../../ui/ProblemAlert'

/** The device in hand, whose session stays open, or another one at a port. */
export type ReceiverLine = { kind: 'device'; sessionId: string } | { kind: 'port'; path: string; baudRate: number }

export interface FixRequest {
  line: ReceiverLine
  fixesWanted: number
  /** A training receiver measures nothing that a record of a real device could hold. */
  allowsTraining: boolean
}

/** Where the id of the receiver's session outlives a reload of this window, and the program. */
const SESSION_KEY = 'commonmast.field.receiver'
const STRIPE = 'simulated satellite receiver'

let ended: Promise<unknown> = Promise.resolve()

/**
 * Measures once the measurement before has freed its port. `onState` is told every change.
 * @returns the last state. @throws Problem of the port or the receiver, `position.training-receiver`, `contract.cancelled`
 */
export function receiveFix(
  request: FixRequest,
  signal: AbortSignal,
  onState: (state: SessionState) => void,
): Promise<SessionState> {
  const before = ended
  const measuring = before.then(() => measure(request, signal, onState))
  ended = measuring.catch(() => undefined)
  return measuring
}

async function measure(
  { line, fixesWanted, allowsTraining }: FixRequest,
  signal: AbortSignal,
  onState: (state: SessionState) => void,
): Promise<SessionState> {
  await closeLeftReceiver()
  if (signal.aborted) throw cancelledProblem()
  // Not called off with the signal: a port that opens late must be closed again.
  const opened = line.kind === 'port' ? await openReceiver(line) : null
  const sessionId = opened?.sessionId ?? (line.kind === 'device' ? line.sessionId : '')
  const tell = (state: SessionState) => {
    if (signal.aborted) return
    setTraining(STRIPE, opened !== null && state.simulated)
    onState(state)
  }
  const unlisten = consoleClient.on('provisioning.state', (state) => state.sessionId === sessionId && tell(state))
  const order = async (kind: 'identify' | 'receive-position') => {
    const step = kind === 'identify' ? { kind } : { kind, fixesWanted }
    const state = await consoleClient.call('provisioning.step', { sessionId, order: step }, { signal })
    tell(state)
    if (state.simulated && !allowsTraining) throw trainingProblem()
    return state
  }
  try {
    if (opened) {
      tell(opened)
      await order('identify')
    }
    return await order('receive-position')
  } finally {
    unlisten()
    if (opened) await closeLeftReceiver()
    setTraining(STRIPE, false)
  }
}

async function openReceiver({ path, baudRate }: { path: string; baudRate: number }): Promise<SessionState> {
  const state = await consoleClient.call('provisioning.open', {
    path,
    baudRate,
    driver: 'nmea',
    workOrderId: null,
    resumes: null,
  })
  sessionStorage.setItem(SESSION_KEY, state.sessionId)
  localStorage.setItem(SESSION_KEY, state.sessionId)
  return state
}

/**
 * Frees the port of a receiver that this window left open, and puts away a session that a crash or a pulled cable broke off:
 * a receiver is not put into service, so nothing of it is left to do.
 */
export async function closeLeftReceiver(): Promise<void> {
  const own = sessionStorage.getItem(SESSION_KEY)
  sessionStorage.removeItem(SESSION_KEY)
  // The port may be gone already; then there is nothing left to free.
  if (own !== null) await consoleClient.call('provisioning.close', { sessionId: own }).catch(() => undefined)
  const last = localStorage.getItem(SESSION_KEY)
  if (last === null) return
  try {
    await consoleClient.call('provisioning.dismiss', { sessionId: last })
  } catch (thrown) {
    // Another window measures with it now.
    if (asProblem(thrown).code === 'session.still-open') return
  }
  if (localStorage.getItem(SESSION_KEY) === last) localStorage.removeItem(SESSION_KEY)
}

function cancelledProblem(): Problem {
  return new Problem('contract.cancelled', 'Cancelled before the receiver was asked.')
}

function trainingProblem(): Problem {
  return new Problem(
    'position.training-receiver',
    'This receiver is a simulated one and measures nothing: choose a real one, or the map, for a real device.',
  )
}
