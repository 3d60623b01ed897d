/**
 * Where the technician is with the device in hand: a pure state machine. Invariants: what was told about a device is never
 * taken for the next one unless it was asked for; a step that is left is not forgotten; no password is ever in here.
 */
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { ProvisioningFileV2, RecordedPosition } from '#core/provisioning/provisioningFile'
import { type FieldStepName, needsDevice } from './fieldSteps'
import { NOTHING_TOLD, type PortRequest, type SameSettings } from './sameSettings'

export interface FieldFlow {
  step: FieldStepName
  /** `unfinished` is shown before the first step while there are sessions that did not end well. */
  asksUnfinished: boolean
  /** Null: none. `undefined`: not chosen yet, so that the next one is offered. */
  workOrderId: string | null | undefined
  /** The unfinished session that this device goes on with. */
  resumes: string | null
  /** Done or left out, for this device. */
  passed: FieldStepName[]
  told: SameSettings
  /** Of the device before, when they are taken over. */
  same: SameSettings | null
  position: RecordedPosition | null
  findings: PlacementFinding[]
  /** Signed, of this device at this place. Kept also while saving fails, so that trying again saves the same record. */
  file: ProvisioningFileV2 | null
}

export type FlowEvent =
  | { type: 'unfinished-found' }
  | { type: 'unfinished-left' }
  /** Goes on with a session that did not end well, at its port. */
  | { type: 'resumed'; sessionId: string; workOrderId: string | null; path: string }
  | { type: 'work-order-chosen'; workOrderId: string | null }
  | { type: 'went'; step: FieldStepName }
  | { type: 'passed'; step: FieldStepName }
  | { type: 'told'; told: Partial<SameSettings> }
  | { type: 'opened'; port: PortRequest }
  | { type: 'reopened' }
  /** A console asks for a login, perhaps once more since it restarted. */
  | { type: 'login-due' }
  /** What is on the cable is not what was there before. */
  | { type: 'other-device' }
  | { type: 'positioned'; position: RecordedPosition | null; findings: PlacementFinding[] }
  | { type: 'signed'; file: ProvisioningFileV2 }
  | { type: 'next-device'; same: boolean }
  | { type: 'other-port' }

export const NEW_FLOW: FieldFlow = {
  step: 'work-order',
  asksUnfinished: false,
  workOrderId: undefined,
  resumes: null,
  passed: [],
  told: NOTHING_TOLD,
  same: null,
  position: null,
  findings: [],
  file: null,
}

export function advanceFlow(flow: FieldFlow, event: FlowEvent): FieldFlow {
  switch (event.type) {
    case 'unfinished-found':
      return flow.step === 'work-order' ? { ...flow, asksUnfinished: true } : flow
    case 'unfinished-left':
      // A record that was signed there is not the next device's.
      return flow.asksUnfinished ? { ...flow, asksUnfinished: false, file: null } : flow
    case 'resumed': {
      const { sessionId: resumes, workOrderId, path } = event
      const port = { path, baudRate: flow.told.port?.baudRate ?? DEFAULT_BAUD, driver: null, usbSerial: null }
      return { ...NEW_FLOW, step: 'plug-in', resumes, workOrderId, told: { ...NOTHING_TOLD, port }, passed: ['work-order'] }
    }
    case 'work-order-chosen':
      return { ...flow, workOrderId: event.workOrderId }
    case 'went':
      return { ...flow, step: event.step }
    case 'passed':
      return pass(flow, event.step)
    case 'told':
      return { ...flow, told: { ...flow.told, ...event.told } }
    case 'opened':
      // A port is opened for one device: nothing that another was told counts.
      return {
        ...pass(pass(flow, 'work-order'), 'plug-in'),
        step: 'identify',
        told: { ...NOTHING_TOLD, port: event.port },
        same: countedOn(flow),
        position: null,
        findings: [],
        file: null,
      }
    case 'reopened':
      // What the device proved or signed in the session before is to be had anew, and whether a console is logged in is not known.
      return { ...flow, passed: flow.passed.filter((step) => step !== 'log-in' && !isOwed(step, flow.told)) }
    case 'login-due':
      return { ...flow, step: 'log-in', passed: flow.passed.filter((step) => step !== 'log-in') }
    case 'other-device':
      return {
        ...flow,
        step: 'identify',
        passed: flow.passed.filter((step) => !isOfDevice(step)),
        told: { ...NOTHING_TOLD, port: flow.told.port },
        same: countedOn(flow),
        resumes: null,
        position: null,
        findings: [],
        file: null,
      }
    case 'positioned': {
      const { position, findings } = event
      const file = isSamePlace(flow, event) ? flow.file : null
      return { ...pass(flow, 'position'), step: 'sign', position, findings, file }
    }
    case 'signed':
      return { ...flow, file: event.file }
    case 'next-device':
      return { ...NEW_FLOW, same: event.same ? takenOver(flow) : null }
    case 'other-port':
      return {
        ...flow,
        step: 'plug-in',
        passed: ['work-order'],
        told: NOTHING_TOLD,
        same: countedOn(flow),
        resumes: null,
        position: null,
        findings: [],
        file: null,
      }
  }
}

const DEFAULT_BAUD = 115_200

/** What was verified of one network says nothing of the next. */
function pass(flow: FieldFlow, step: FieldStepName): FieldFlow {
  const others = flow.passed.filter((one) => one !== step && !(step === 'connect' && one === 'verify'))
  return { ...flow, passed: [...others, step] }
}

function isOwed(step: FieldStepName, told: SameSettings): boolean {
  return (step === 'prove' && told.prove) || (step === 'register' && told.register !== null)
}

function isOfDevice(step: FieldStepName): boolean {
  return needsDevice(step) || step === 'position' || step === 'sign' || step === 'label'
}

/** What a record would say of where the device is. */
type Place = Pick<FieldFlow, 'position' | 'findings'>

function isSamePlace(before: Place, now: Place): boolean {
  const textOf = ({ position, findings }: Place) => JSON.stringify([position, findings])
  return textOf(before) === textOf(now)
}

/** A name that this device was not given keeps its place in the count; a label that was not asked about is not asked about. */
function takenOver({ told, same }: FieldFlow): SameSettings {
  return { ...told, ...lastNames(told, same), label: told.label ?? same?.label ?? null }
}

/** A device that is left half way keeps the names it was given: another one gets those after them. */
function countedOn({ told, same }: FieldFlow): SameSettings | null {
  return same && { ...same, ...lastNames(told, same) }
}

function lastNames(told: SameSettings, same: SameSettings | null): Pick<SameSettings, 'hostname' | 'deviceName'> {
  return { hostname: told.hostname ?? same?.hostname ?? null, deviceName: told.deviceName ?? same?.deviceName ?? null }
}
