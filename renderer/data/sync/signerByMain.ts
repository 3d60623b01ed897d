import { hexToBytes } from '@noble/hashes/utils.js'
import type { DocumentSigner } from '#core/sync/signedDocument'
import type { MainClient } from './mainLine'

/** This installation, which signs batches: the key itself is main's. */
export function signerByMain(main: MainClient, publicKey: string): DocumentSigner {
  return {
    publicKey,
    async sign(bytes) {
      const { signature } = await main.call('sync.signBatch', { document: new TextDecoder().decode(bytes) })
      return hexToBytes(signature)
    },
  }
}
