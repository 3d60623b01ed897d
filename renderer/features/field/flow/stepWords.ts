/** The words of a step: what its large action is called from the step before, and what is said while it runs. */
import type { DriverName, SessionState, StepKind } from '#core/provisioning/session/sessionState'
import type { DeviceTask } from '../deviceSession'
import { type FieldStepName, stepsOf } from './fieldSteps'

/** What Enter does when `step` comes next. */
export function actionToward(step: FieldStepName, session: SessionState | null): string {
  if (step === 'connect') return session?.abilities.includes('scan') ? 'Scan for networks' : 'Choose the network'
  return ACTIONS[step]
}

const ACTIONS: Record<FieldStepName, string> = {
  'work-order': 'Choose the work order',
  'plug-in': 'Choose the port',
  identify: 'Identify',
  'log-in': 'Log in',
  connect: 'Choose the network',
  name: 'Name it',
  prove: 'Prove its key',
  register: 'Register it',
  verify: 'Verify',
  position: 'Set the position',
  sign: 'Look at the record',
  label: 'Make the label',
  outcome: 'Finish',
}

/** The step after `step` that is still to be done. */
export function stepAfter(step: FieldStepName, session: SessionState | null, passed: readonly FieldStepName[]): FieldStepName {
  const steps = stepsOf(session, passed)
  const later = steps.slice(steps.indexOf(step) + 1)
  return later.find((one) => !passed.includes(one)) ?? 'outcome'
}

export const DRIVER_WORDS: Record<DriverName, string> = {
  improv: 'Improv',
  'linux-console': 'a Linux console',
  nmea: 'NMEA, as satellite receivers do',
  'rak-at': 'RAK AT commands',
  'esp32-rom': "the ESP32's boot loader",
}

const ASKING: Record<DriverName, string> = {
  improv: 'Asking in Improv who it is.',
  'linux-console': 'Asking at its console who it is.',
  nmea: 'Listening for a satellite receiver.',
  'rak-at': 'Asking in RAK AT commands who it is.',
  'esp32-rom': 'Asking its boot loader; this restarts the device.',
}

/** What is said while a task runs. `driver`: what the device speaks, once known or when chosen; `foundBaudRate`: a speed that is tried instead. */
export function busyWords(task: DeviceTask | null, driver: DriverName | null, foundBaudRate?: number): string {
  if (task === null) return ''
  if (task !== 'identify') return BUSY[task]
  if (foundBaudRate !== undefined) return `Only noise came at the speed that was chosen. Listening at ${foundBaudRate} baud.`
  return driver === null
    ? 'Finding out what it speaks: asking in Improv, at a console and in AT commands, and listening for a receiver. A device that still starts takes half a minute.'
    : ASKING[driver]
}

const BUSY: Record<Exclude<DeviceTask, 'identify'>, string> = {
  open: 'Opening the port.',
  scan: 'The device listens for Wi-Fi networks. An empty list is asked for again.',
  'log-in': 'Logging in at the console.',
  connect: 'Waiting for the device to say whether it joined the network. Devices take up to 30 seconds; it is waited for 45.',
  'set-hostname': 'Telling the device its hostname.',
  'set-device-name': 'Telling the device its name.',
  prove: 'Waiting for the device to sign the challenge.',
  register: 'Waiting for the device to sign its registration.',
  'receive-position': 'Collecting fixes of the receiver.',
  verify: 'Asking the device again whether it is connected.',
  sign: "Signing with this installation's key.",
  save: 'Saving the record.',
  dismiss: 'Putting the session away.',
}

/** A session's step as a thing that was done or was not. */
export const STEP_WORDS: Record<StepKind, string> = {
  identify: 'identifying it',
  scan: 'listening for networks',
  'log-in': 'logging in',
  connect: 'joining a network',
  'set-hostname': 'setting its hostname',
  'set-device-name': 'setting its name',
  prove: 'proving its key',
  register: 'signing its registration',
  'receive-position': 'receiving a position',
  verify: 'verifying its connection',
}
