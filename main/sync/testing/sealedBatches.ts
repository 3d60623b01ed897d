/** Batches as laptops seal them, each signed and chained, for tests of what carries them. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { canonicalJson } from '#core/model/canonicalJson'
import type { Operation } from '#core/records/operation'
import { BATCH_FORMAT, type BatchId } from '#core/sync/batch'
import { FOUNDING_FORMAT, type Founding } from '#core/sync/founding'

export interface SealedBatch {
  id: BatchId
  text: string
}

/** PKCS #8 of an Ed25519 key but for its 32 bytes (RFC 8410). */
const KEY_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

function keyPair(seed: string): { key: KeyObject; publicKey: string } {
  const bytes = createHash('sha256').update(seed).digest()
  const key = createPrivateKey({ key: Buffer.concat([KEY_HEAD, bytes]), format: 'der', type: 'pkcs8' })
  const publicKey = Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url').toString('hex')
  return { key, publicKey }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

function signed<T extends object>(stated: T, key: KeyObject): T & { signature: string } {
  return { ...stated, signature: sign(null, Buffer.from(String(canonicalJson(stated))), key).toString('hex') }
}

/** A cooperative of its own for each name, with its id. */
export function foundCooperative(name = 'Valley Mesh'): { founding: Founding; cooperative: string } {
  const { key, publicKey } = keyPair(`founder of ${name}`)
  const salt = hashOf(`salt of ${name}`)
  const founding = signed(
    { format: FOUNDING_FORMAT, name, foundedAt: '2026-11-01T00:00:00Z', salt, founder: publicKey } as const,
    key,
  )
  return { founding, cooperative: hashOf(String(canonicalJson(founding))) }
}

export class BatchMaker {
  readonly actor: string
  readonly #key: KeyObject
  readonly #publicKey: string
  readonly #cooperative: string
  #last: BatchId | null = null
  #operations = 0

  /** @param laptop any word; the same word is the same actor with the same key */
  constructor(laptop: string, cooperative = foundCooperative().cooperative) {
    const { key, publicKey } = keyPair(laptop)
    this.#key = key
    this.#publicKey = publicKey
    this.#cooperative = cooperative
    this.actor = publicKey.slice(0, 16)
  }

  /** Its next batch, with one site of the name per operation. */
  seal(name = 'Ridge', count = 1): SealedBatch {
    const { actor } = this
    const operations = Array.from({ length: count }, (_, i): Operation => {
      const n = this.#operations + i + 1
      return { actor, n, t: '01a2249e8be0-0000', table: 'sites', key: `site-${n}`, set: { name }, schemaV: 6 }
    })
    const batch = signed(
      {
        format: BATCH_FORMAT,
        cooperative: this.#cooperative,
        actor,
        n: (this.#last?.n ?? 0) + 1,
        prev: this.#last?.hash ?? null,
        operations,
        publicKey: this.#publicKey,
      },
      this.#key,
    )
    const text = String(canonicalJson(batch))
    this.#operations += count
    this.#last = { actor, n: batch.n, hash: hashOf(text) }
    return { id: this.#last, text }
  }

  sealMany(count: number): SealedBatch[] {
    return Array.from({ length: count }, (_, i) => this.seal(`Site ${i}`))
  }
}
