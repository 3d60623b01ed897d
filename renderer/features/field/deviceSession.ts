/**
 * The device on the cable: what main knows of it, the task under way and what went wrong last. Kept outside the screen, so
 * that leaving it loses nothing. Invariant: passwords pass through `orderDevice` and stay nowhere.
 */
import { create } from 'zustand'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { ProvisioningFileV2, RecordedPosition } from '#core/provisioning/provisioningFile'
import { cancelledLateCode } from '#core/provisioning/session/sessionProblems'
import type { SessionState, StepKind } from '#core/provisioning/session/sessionState'
import { consoleClient } from '../../platform/consoleClient'
import { setTraining } from '../../platform/training'
import { asProblem } from '../../ui/ProblemAlert'
import { type Technician, usePreferences } from './fieldPreferences'
import type { PortRequest } from './flow/sameSettings'
import { type OutcomeSound, playOutcome } from './playOutcome'

export type DeviceTask = 'open' | 'sign' | 'save' | 'dismiss' | StepKind

interface DeviceStore {
  session: SessionState | null
  task: DeviceTask | null
  /** The task was told to stop, and main has not said yet how it ended. */
  isCancelling: boolean
  problem: Problem | null
}

export const useDevice = create<DeviceStore>(() => ({ session: null, task: null, isCancelling: false, problem: null }))

let canceller: AbortController | null = null

const CONNECT_CANCELLED = 'provisioning.connect-cancelled'

/** Where the id of the open session outlives a reload of the window. */
const SESSION_KEY = 'commonmast.field.session'

/** A session that this window opened before it was reloaded has nobody any more: its port is freed, its journal stays. */
export async function closeLeftSession(): Promise<void> {
  const sessionId = sessionStorage.getItem(SESSION_KEY)
  if (sessionId === null || useDevice.getState().session !== null) return
  sessionStorage.removeItem(SESSION_KEY)
  await consoleClient.call('provisioning.close', { sessionId }).catch(() => undefined)
}

consoleClient.on('provisioning.state', (state) => {
  if (state.sessionId === useDevice.getState().session?.sessionId) adopt(state)
})

function adopt(session: SessionState): void {
  const before = useDevice.getState().session
  if (before?.simulated && !session.simulated) setTraining(trainingName(before), false)
  setTraining(trainingName(session), session.simulated)
  useDevice.setState({ session })
  if (session.phase !== 'lost' || before?.phase === 'lost' || !session.problem) return
  // A task that runs ends with the same problem, and tells it itself.
  if (useDevice.getState().task !== null) return
  useDevice.setState({ problem: Problem.fromData(session.problem) })
  sound('fault')
}

/** "simulated:gateway?unit=3" → "simulated gateway". */
function trainingName({ path }: SessionState): string {
  const [, kind = 'device'] = /^simulated:([a-z]+)/.exec(path) ?? []
  return `simulated ${kind}`
}

/** Runs one task to its end; its problem is kept to be shown, and null comes back. */
export async function runTask<T>(task: DeviceTask, call: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const own = new AbortController()
  canceller = own
  useDevice.setState({ task, isCancelling: false, problem: null })
  const end = (problem: Problem | null) => {
    if (canceller !== own) return
    canceller = null
    useDevice.setState({ task: null, isCancelling: false, problem })
  }
  try {
    const value = await call(own.signal)
    end(null)
    return value
  } catch (thrown) {
    const problem = problemOf(task, thrown)
    if (canceller === own && !cancelledCodes.has(problem.code)) sound('fault')
    if (problem.code === 'session.unknown') loseSession(problem)
    end(problem)
    return null
  }
}

/** What a person stopped is no fault. */
const cancelledCodes: ReadonlySet<string> = new Set(['contract.cancelled', cancelledLateCode, CONNECT_CANCELLED])

/** The console ended meanwhile: what is known of the device is in its journal, and the port can be opened again. */
function loseSession(problem: Problem): void {
  useDevice.setState(({ session }) => ({ session: session && { ...session, phase: 'lost', problem: problem.toData() } }))
}

export interface OpenRequest extends PortRequest {
  workOrderId: string | null
  resumes: string | null
}

/** A port that opened after nobody waited for it any more, on its way to being freed. */
let freed: Promise<unknown> = Promise.resolve()

/** Opens the port. A session that was lost is kept until then, so that it can still be signed when opening fails. */
export async function openDevice(request: OpenRequest): Promise<SessionState | null> {
  const before = useDevice.getState().session
  const { path, baudRate, driver, workOrderId, resumes } = request
  const asked = { path, baudRate, driver, workOrderId, resumes }
  const state = await runTask('open', (signal) => openUnlessCalledOff(asked, signal))
  if (!state) return null
  if (before) void closeSession(before.sessionId)
  sessionStorage.setItem(SESSION_KEY, state.sessionId)
  adopt(state)
  return state
}

/** The call itself is not called off: a port that opens late would be taken by nobody, so it is closed again. */
async function openUnlessCalledOff(request: Omit<OpenRequest, 'usbSerial'>, signal: AbortSignal): Promise<SessionState> {
  const calledOff = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(openCancelledProblem()), { once: true })
  })
  await Promise.race([freed, calledOff])
  const opening = consoleClient.call('provisioning.open', request)
  try {
    return await Promise.race([opening, calledOff])
  } catch (thrown) {
    // What did not open needs no closing.
    if (signal.aborted) freed = opening.then(({ sessionId }) => closeSession(sessionId)).catch(() => undefined)
    throw thrown
  }
}

function openCancelledProblem(): Problem {
  return new Problem('contract.cancelled', 'Cancelled before the port was open: open it when the device is ready.')
}

/** One step with the device. */
export async function orderDevice(order: SessionOrder): Promise<SessionState | null> {
  const sessionId = useDevice.getState().session?.sessionId
  if (sessionId === undefined) return null
  const state = await runTask(order.kind, (signal) => consoleClient.call('provisioning.step', { sessionId, order }, { signal }))
  // The step may have been done although it was called off, and the device put away meanwhile.
  if (!state || useDevice.getState().session?.sessionId !== sessionId) return null
  adopt(state)
  sound('step')
  return state
}

export interface SignRequest {
  workOrderId: string | null
  technician: Technician | null
  position: RecordedPosition | null
  placement: PlacementFinding[]
}

export async function signDevice(request: SignRequest): Promise<ProvisioningFileV2 | null> {
  const sessionId = useDevice.getState().session?.sessionId
  if (sessionId === undefined) return null
  return runTask('sign', async () => {
    try {
      return await consoleClient.call('provisioning.sign', { sessionId, ...request })
    } catch (thrown) {
      if (asProblem(thrown).code !== 'session.unknown') throw thrown
      // The console ended meanwhile: its journal knows what the device said.
      const { technician, position, placement } = request
      return consoleClient.call('provisioning.signUnfinished', { sessionId, technician, position, placement })
    }
  })
}

/** Asks the task that runs to stop; it goes on being shown until main says how it ended. */
export function cancelTask(): void {
  if (!canceller) return
  useDevice.setState({ isCancelling: true })
  canceller.abort()
}

export function failWith(thrown: unknown): void {
  useDevice.setState({ problem: asProblem(thrown) })
  sound('fault')
}

export function dismissProblem(): void {
  useDevice.setState({ problem: null })
}

/** Lets the port go of a device whose record is saved; what is known of it stays on screen. */
export function releaseDevice(): void {
  const { session } = useDevice.getState()
  if (session) void closeSession(session.sessionId, true)
}

/** Lets the port go and forgets the device. */
export function endDevice(): void {
  const { session } = useDevice.getState()
  canceller?.abort()
  canceller = null
  useDevice.setState({ session: null, task: null, isCancelling: false, problem: null })
  if (!session) return
  setTraining(trainingName(session), false)
  void closeSession(session.sessionId)
}

/** Unless the technician wants none. */
export function sound(outcome: OutcomeSound): void {
  if (!usePreferences.getState().muted) playOutcome(outcome)
}

/** Cancelling cannot take back what the device was told. */
function problemOf(task: DeviceTask, thrown: unknown): Problem {
  const problem = asProblem(thrown)
  if (task !== 'connect' || problem.code !== cancelledLateCode) return problem
  return new Problem(CONNECT_CANCELLED, 'No longer waiting, but the device may still join the network: connect again to ask it.')
}

/**
 * Lets the port go, if it is still there. `saved`: the record is where records are kept, so that nothing of the session is
 * left to do; until that is said, it is listed as left half way.
 */
export async function closeSession(sessionId: string, saved = false): Promise<void> {
  await consoleClient.call('provisioning.close', { sessionId, saved }).catch(() => undefined)
}
