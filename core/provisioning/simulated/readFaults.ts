/** Faults of a simulated device as a person names them: `noise`, `unplug-after-bytes=40`, or `unplug-40` for short. */
import { Problem } from '../../model/problem'
import type { DeviceFaults } from './simulatedDevice'

/** A slow network joins after this long: long enough to be seen to wait, short of every time limit. */
const slowJoinMs = 8_000

/** Far more than any reader keeps, and little enough for any machine to say again after each order. */
const mostChatterBytes = 4_194_304

const plain = new Map<string, DeviceFaults>([
  ['wrong-password', { wrongPassword: true }],
  ['noise', { noise: true }],
  ['fragment', { fragment: true }],
  ['silent', { silent: true }],
  ['slow', { joinDelayMs: slowJoinMs }],
])

const counted = new Map<string, (count: number) => DeviceFaults>([
  ['unplug-after-bytes', (unplugAfterBytes) => ({ unplugAfterBytes })],
  ['join-delay-ms', (joinDelayMs) => ({ joinDelayMs })],
  ['chatter-bytes', chatterFault],
])

/** What `readFaults` knows; those with a number are shown with one. */
export const faultNames: readonly string[] = [...plain.keys(), ...[...counted.keys()].map((name) => `${name}=N`)]

/**
 * The faults that `texts` ask for together; each is `NAME` or `NAME=NUMBER`.
 * @throws Problem `faults.unknown` or `faults.value`, naming the fault.
 */
export function readFaults(texts: readonly string[]): DeviceFaults {
  return Object.assign({}, ...texts.map(readFault))
}

function readFault(text: string): DeviceFaults {
  const [name = '', value] = text.replace(/^unplug-(\d+)$/, 'unplug-after-bytes=$1').split(/=(.*)/s)
  const fault = plain.get(name)
  if (fault) {
    if (value !== undefined) throw new Problem('faults.value', `The fault ${name} takes no number: leave "=…" out.`)
    return fault
  }
  const count = counted.get(name)
  if (!count) throw new Problem('faults.unknown', `There is no fault "${name.slice(0, 40)}"; there are ${faultNames.join(', ')}.`)
  if (value === undefined || !/^\d{1,9}$/.test(value)) {
    throw new Problem('faults.value', `The fault ${name} needs a whole number: ${name}=40, for example.`)
  }
  return count(Number(value))
}

function chatterFault(chatterBytes: number): DeviceFaults {
  if (chatterBytes <= mostChatterBytes) return { chatterBytes }
  throw new Problem('faults.value', `The fault chatter-bytes goes up to ${mostChatterBytes}: give a smaller number.`)
}
