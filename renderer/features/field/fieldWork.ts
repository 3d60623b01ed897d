/** What the technician does: each action runs its steps with the device, tells the flow, and goes on as far as nobody is needed. */
import { create } from 'zustand'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import { sameDevice } from '#core/provisioning/session/sameDevice'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { startWorkOrder } from '../../data/planning/workOrders'
import { saveProvisioning } from '../../data/provisioning/provisionings'
import { db } from '../../data/records/openRecords'
import {
  endDevice,
  failWith,
  openDevice,
  orderDevice,
  releaseDevice,
  runTask,
  signDevice,
  sound,
  useDevice,
} from './deviceSession'
import { usePreferences } from './fieldPreferences'
import { advanceFlow, type FieldFlow, type FlowEvent, NEW_FLOW } from './flow/fieldFlow'
import type { FieldStepName } from './flow/fieldSteps'
import { nextMove } from './flow/nextMove'
import { recordOfSameDevice } from './flow/recordOfSameDevice'
import { nameGiven, type PortRequest, type SameSettings } from './flow/sameSettings'
import { refreshKeptNetworks, useKeptNetworks } from './keptNetworks'
import { keepSignedPort } from './signedPort'

export const useFieldWork = create<FieldFlow>(() => NEW_FLOW)

export function tell(event: FlowEvent): void {
  useFieldWork.setState((flow) => advanceFlow(flow, event))
}

/** Opens the port, then asks the device who it is; with settings taken over, goes on from there by itself. */
export async function openPort(port: PortRequest): Promise<void> {
  const { workOrderId = null, resumes } = useFieldWork.getState()
  if (!(await openDevice({ ...port, workOrderId, resumes }))) return
  tell({ type: 'opened', port })
  await identify()
}

export async function identify(): Promise<void> {
  const state = await orderDevice({ kind: 'identify' })
  if (!state) return
  // A console says who it is only to who is logged in.
  if (state.loginNeeded) return tell({ type: 'login-due' })
  const { step, passed } = useFieldWork.getState()
  // Its port was gone and came back, or it restarted: it goes on where it was.
  if (step !== 'identify' || passed.includes('identify')) return runOn()
  await begin(state)
}

/** It has said who it is, so its work order is begun. With settings taken over it goes on, unless it has its record already. */
async function begin(state: SessionState): Promise<void> {
  const { same, told, workOrderId = null } = useFieldWork.getState()
  if (workOrderId !== null) await startWorkOrder(workOrderId, state).catch(failWith)
  if (same === null) return
  // Nobody wants the same device twice: somebody has to look.
  const seen = { ...state, usbSerial: told.port?.usbSerial ?? null }
  const isNew = recordOfSameDevice(seen, await db.provisionings.toArray(), new Date()) === null
  if (isNew) await goOn('identify')
}

/** The password stays in this call alone. Then the device says who it is. */
export async function logIn(user: string, password: string): Promise<void> {
  if (!(await orderDevice({ kind: 'log-in', user, password }))) return
  tell({ type: 'passed', step: 'log-in' })
  tell({ type: 'went', step: 'identify' })
  await identify()
}

/** The port was gone: opens it again, makes sure that it is the same device, and goes on where it was. */
export async function reopenPort(): Promise<void> {
  const { session } = useDevice.getState()
  const { told, workOrderId = null, step } = useFieldWork.getState()
  if (!session) return
  const port = told.port ?? { path: session.path, baudRate: 115_200, driver: session.driver, usbSerial: null }
  if (!(await openDevice({ ...port, workOrderId, resumes: session.sessionId }))) return
  tell({ type: 'reopened' })
  const state = await orderDevice({ kind: 'identify' })
  // A console that asks for its login has not said yet who it is; after it, main compares.
  const isOther = state
    ? session.identified && !state.loginNeeded && !sameDevice(session, state, 'identify')
    : useDevice.getState().problem?.code === 'session.other-device'
  if (isOther) {
    tell({ type: 'other-device' })
    failWith(
      new Problem(
        'session.other-device',
        'Another device is on this port than before: nothing of the first one is taken for it.',
      ),
    )
    return
  }
  if (!state) return
  if (state.loginNeeded) tell({ type: 'login-due' })
  else if (step !== 'identify') await runOn()
  else await begin(state)
}

/** What is on the cable is another device than the one in hand: it is begun with, and nothing of the other is taken for it. */
export async function takeThisDevice(): Promise<void> {
  const { told } = useFieldWork.getState()
  const path = useDevice.getState().session?.path
  endDevice()
  tell({ type: 'other-device' })
  // The USB part may be another one, too.
  if (path !== undefined) await openPort({ baudRate: 115_200, driver: null, ...told.port, path, usbSerial: null })
  // Without a device there is nothing to be asked: its port is chosen again.
  if (useDevice.getState().session === null) tell({ type: 'other-port' })
}

/** This step is done or left out. */
export async function goOn(step: FieldStepName): Promise<void> {
  tell({ type: 'passed', step })
  await runOn()
}

/**
 * One step with the device in hand. A console that restarted meanwhile asks for its login first; then it goes on from there.
 * @returns null when the order failed.
 */
export async function giveOrder(order: SessionOrder): Promise<SessionState | null> {
  const state = await orderDevice(order)
  const isAsked = !useFieldWork.getState().passed.includes('sign')
  if (!state && isAsked && useDevice.getState().session?.loginNeeded) tell({ type: 'login-due' })
  return state
}

/** Gives the orders of a step that a person decided on, and goes on when they worked. */
export async function decide(step: FieldStepName, orders: SessionOrder[], told: Partial<SameSettings> = {}): Promise<void> {
  for (const order of orders) {
    if (!(await giveOrder(order))) return
    // A name that was given is given, also when the order after it is refused.
    tell({ type: 'told', told: nameGiven(order) })
  }
  tell({ type: 'told', told })
  if (step === 'connect') await refreshKeptNetworks()
  await goOn(step)
}

/** Gives orders until a person is needed. Every round passes a step or returns. */
async function runOn(): Promise<void> {
  for (;;) {
    const { session } = useDevice.getState()
    const { passed, same, told } = useFieldWork.getState()
    if (!session) return
    // Once it is signed, nothing is asked of the device any more.
    if (session.loginNeeded && !passed.includes('sign')) return tell({ type: 'login-due' })
    const keptNetworks = useKeptNetworks.getState().networks
    const move = nextMove(session, { passed, same, told, keptNetworks })
    tell({ type: 'went', step: move.step })
    if (move.kind === 'ask') return move.step === 'connect' ? listen(session) : undefined
    if (move.kind === 'order') {
      const state = await giveOrder(move.order)
      // A kept password that was refused may be kept no more.
      if (!state) return refreshKeptNetworks()
      tell({ type: 'told', told: move.told })
      const isUnconnected = move.step === 'verify' && !state.connected && state.abilities.includes('connect')
      if (move.after === 'look' || isUnconnected) return
      if (move.after === 'more') continue
    }
    tell({ type: 'passed', step: move.step })
  }
}

/** Who is asked for a network sees at once which ones there are. */
async function listen({ abilities, networks }: SessionState): Promise<void> {
  if (networks.length === 0 && abilities.includes('scan')) await orderDevice({ kind: 'scan' })
}

/** Leaves the device without a network: then there is nothing to verify either. */
export async function leaveUnconnected(): Promise<void> {
  tell({ type: 'passed', step: 'connect' })
  await goOn('verify')
}

export function setPosition(position: RecordedPosition | null, findings: PlacementFinding[]): void {
  tell({ type: 'positioned', position, findings })
}

/** Signs and saves; what was signed once is not signed again when only the saving failed. */
export async function signRecord(): Promise<void> {
  const { file: signed, workOrderId = null, position, findings } = useFieldWork.getState()
  const { technician } = usePreferences.getState()
  const file = signed ?? (await signDevice({ workOrderId, technician, position, placement: findings }))
  if (!file) return
  tell({ type: 'signed', file })
  if (!(await runTask('save', () => saveProvisioning(file)))) return
  sound('done')
  const { session } = useDevice.getState()
  if (session) keepSignedPort(session)
  releaseDevice()
  await goOn('sign')
}

/** Whether a label was made is taken over to the next device. */
export function labelled(made: boolean): void {
  tell({ type: 'told', told: { label: made } })
  void goOn('label')
}

export function nextDevice(same: boolean): void {
  endDevice()
  tell({ type: 'next-device', same })
}

export function otherPort(): void {
  endDevice()
  tell({ type: 'other-port' })
}
