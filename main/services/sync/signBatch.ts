/** The installation's signature of a batch. The key signs nothing for the page but what is a batch of its own. SPEC.md, [SY20]. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { batchSchema } from '#core/sync/batch'
import { BATCH_TEXT_LIMITS } from '#core/sync/readBatch'
import { canonicalText, signedBytes } from '#core/sync/signedDocument'
import type { Signer } from '../../storage/installationKey'

const unsignedSchema = batchSchema.omit({ signature: true })

/**
 * @param document RFC 8785 form of the batch without its signature
 * @returns the raw signature, hex
 * @throws Problem `sync.not-a-batch`, and those of the key
 */
export function signBatch(document: string, signer: Signer): string {
  const parsed = unsignedSchema.safeParse(readJson(document))
  if (!parsed.success) throw notABatch(parsed.error)
  const { data: batch } = parsed
  const first = batch.operations[0]?.n ?? 0
  if (batch.publicKey !== signer.publicKeyHex) throw notABatch('it names another key')
  if ('signature' in batch) throw notABatch('it is signed already')
  if (!batch.operations.every(({ actor, n }, at) => actor === batch.actor && n === first + at))
    throw notABatch('its operations do not count on')
  // What is signed is what was understood, in the one form in which it can be said.
  if (canonicalText(batch) !== document) throw notABatch('it is not in its canonical form')
  return bytesToHex(signer.sign(signedBytes(batch)))
}

function readJson(document: string): unknown {
  try {
    return parseBoundedJson(document, BATCH_TEXT_LIMITS)
  } catch (cause) {
    throw notABatch(cause)
  }
}

function notABatch(cause: unknown): Problem {
  return new Problem(
    'sync.not-a-batch',
    'What was to be signed is no batch of this installation, so nothing was signed: start again and sync.',
    {
      cause,
    },
  )
}
