import { ed25519 } from '@noble/curves/ed25519.js'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { StepRequest } from '#core/provisioning/session/stepRequest'
import type { WifiSecrets } from '../wifiSecrets'

/**
 * What the device is to be asked: with the kept password where none was typed, and with a challenge whose secret is thrown
 * away at once. @throws Problem `secrets.*`
 */
export async function requestFor(order: SessionOrder, secrets: WifiSecrets): Promise<StepRequest> {
  if (order.kind === 'prove') return { kind: 'prove', challengeKey: ed25519.keygen().publicKey }
  if (order.kind !== 'connect') return order
  const { ssid, ssidHex } = order
  return { kind: 'connect', ssid, ...(ssidHex === undefined ? {} : { ssidHex }), password: await secrets.passwordFor(order) }
}
