import { Problem } from '#core/model/problem'
import type { Clock } from '../../devices/clock'
import type { ConnectOrder, WifiSecrets } from '../wifiSecrets'

/** A keychain that asks a person first may never be answered. */
const keychainMs = 10_000

/** Keeps the password that worked, as it was asked for. @returns why it is not kept so, or null. Never waits for long. */
export function keepPassword(order: ConnectOrder, secrets: WifiSecrets, clock: Clock): Promise<Problem | null> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(keychainMs, () => resolve(noAnswerProblem(order.ssid)))
    secrets.worked(order).then(resolve, reject).finally(callOff)
  })
}

function noAnswerProblem(ssid: string): Problem {
  return new Problem(
    'secrets.no-answer',
    `The password of "${ssid}" is kept only until the console ends, because the keychain has not answered: answer its dialog to keep it for good.`,
  )
}
