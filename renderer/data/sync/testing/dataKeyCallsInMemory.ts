/** Main's calls about data keys, for tests of what asks them. */
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { KeptDataKey } from '#core/contract/dataKeyCalls'
import { dataKeyFrom } from '#core/sync/keys/dataKey'
import type { Envelope } from '#core/sync/keys/envelope'
import type { DocumentSigner } from '#core/sync/signedDocument'
import { MemoryDataKeys } from '#core/sync/testing/MemoryDataKeys'

/** @param signer the installation; the same one has the same encryption key */
export function dataKeyCallsInMemory(signer: DocumentSigner): Record<string, (input: never) => Promise<unknown>> {
  const disk = { dataKeys: new Map(), envelopes: new Map<string, Envelope>() }
  const kept = new MemoryDataKeys({ signer, disk }, () => [])
  return {
    'sync.dataKeys': async () => ({
      encryptionKey: await kept.encryptionKey(),
      keys: (await kept.keys()).map(({ bytes, person }) => ({ bytes: bytesToHex(bytes), person })),
      envelopes: await kept.envelopes(),
    }),
    'sync.keepDataKeys': async ({ keys, envelopes }: { keys: readonly KeptDataKey[]; envelopes: readonly Envelope[] }) => {
      await kept.keep({ keys: keys.map(dataKeyFrom), envelopes })
      return {}
    },
    'sync.agree': async ({ publicKey }: { publicKey: string }) => ({ secret: bytesToHex(await kept.agree(publicKey)) }),
    'sync.signEnvelope': async ({ document }: { document: string }) => ({
      signature: bytesToHex(await kept.sign(utf8ToBytes(document))),
    }),
  }
}
