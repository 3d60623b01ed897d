import { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'

/** The raw Ed25519 public key of this installation, hex. @throws Problem of the key, where it cannot be used */
export async function installationKey(): Promise<string> {
  const { publicKey, keyProblem } = await consoleClient.call('app.info', {})
  if (keyProblem) throw Problem.fromData(keyProblem)
  return publicKey
}
