/** This installation, which signs what the records say: the key itself is main's. */
import { hexToBytes } from '@noble/hashes/utils.js'
import { Problem } from '#core/model/problem'
import type { DocumentSigner } from '#core/sync/signedDocument'
import { consoleClient } from '../../platform/consoleClient'

/** @throws Problem of the key, where it cannot be used */
export async function installationSigner(): Promise<DocumentSigner> {
  const { publicKey, keyProblem } = await consoleClient.call('app.info', {})
  if (keyProblem) throw Problem.fromData(keyProblem)
  return {
    publicKey,
    async sign(bytes) {
      const { signature } = await consoleClient.call('sync.signBatch', { document: new TextDecoder().decode(bytes) })
      return hexToBytes(signature)
    },
  }
}
