/** Faults of a simulated device as a person names them: `noise`, `unplug-after-bytes=40`. */
import { Problem } from '../../model/problem'
import type { DeviceFaults } from './simulatedDevice'

type Reading = (value: string | null) => DeviceFaults

const flag =
  (faults: DeviceFaults): Reading =>
  (value) => {
    if (value !== null) throw new Problem('faults.value', 'takes no value.')
    return faults
  }

const count =
  (faults: (value: number) => DeviceFaults): Reading =>
  (value) => {
    if (value === null || !/^\d{1,9}$/.test(value)) throw new Problem('faults.value', 'takes a whole number, as in NAME=40.')
    return faults(Number(value))
  }

const readings = new Map<string, Reading>([
  ['wrong-password', flag({ wrongPassword: true })],
  ['noise', flag({ noise: true })],
  ['fragment', flag({ fragment: true })],
  ['silent', flag({ silent: true })],
  ['unplug-after-bytes', count((unplugAfterBytes) => ({ unplugAfterBytes }))],
  ['join-delay-ms', count((joinDelayMs) => ({ joinDelayMs }))],
  ['chatter-bytes', count((chatterBytes) => ({ chatterBytes }))],
])

/** What `readFaults` knows. */
export const faultNames: readonly string[] = [...readings.keys()]

/**
 * The faults that `names` ask for together; each is `NAME` or `NAME=NUMBER`.
 * @throws Problem `faults.unknown` or `faults.value`, naming the fault.
 */
export function readFaults(names: readonly string[]): DeviceFaults {
  return Object.assign({}, ...names.map(readFault)) as DeviceFaults
}

function readFault(text: string): DeviceFaults {
  const [name = '', value = null] = text.split(/=(.*)/s)
  const reading = readings.get(name)
  if (!reading) {
    throw new Problem('faults.unknown', `There is no fault "${name.slice(0, 40)}"; there are ${faultNames.join(', ')}.`)
  }
  try {
    return reading(value)
  } catch (thrown) {
    throw thrown instanceof Problem ? new Problem(thrown.code, `The fault ${name} ${thrown.message}`) : thrown
  }
}
