/** Batches as laptops seal them, each signed and chained, for tests of what carries them. */
import type { Operation } from '#core/records/operation'
import { type NamedBatch, type Reached, reachedWith } from '#core/sync/batch'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { sealBatch } from '#core/sync/sealBatch'
import type { DocumentSigner } from '#core/sync/signedDocument'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { signerNamed } from '#core/sync/testing/signers'

/** Cooperatives of two names are two. */
export async function exampleFounding(name = 'Valley Mesh'): Promise<{ founding: Founding; cooperative: string }> {
  const { founding } = await exampleCooperative(name)
  return { founding, cooperative: cooperativeId(founding) }
}

export class BatchMaker {
  readonly actor: string
  readonly #cooperative: string
  readonly #signer: DocumentSigner
  #before: Reached | null = null

  /**
   * @param laptop any word; the same word is the same actor with the same key
   * @param signer in the place of the word's
   */
  constructor(laptop: string, cooperative: string, signer = signerNamed(laptop)) {
    this.#signer = signer
    this.#cooperative = cooperative
    this.actor = this.#signer.publicKey.slice(0, 16)
  }

  /** Its next batch, with one site of the name per operation. */
  async seal(name = 'Ridge', count = 1): Promise<NamedBatch> {
    const { actor } = this
    const made = this.#before?.lastOperation ?? 0
    const operations = Array.from({ length: count }, (_, i): Operation => {
      const n = made + i + 1
      return { actor, n, t: '01a2249e8be0-0000', table: 'sites', key: `site-${n}`, set: { name }, schemaV: 6 }
    })
    const request = { cooperative: this.#cooperative, actor, before: this.#before, operations }
    const batch = await sealBatch(request, this.#signer)
    this.#before = reachedWith(batch)
    return batch
  }

  async sealMany(count: number): Promise<NamedBatch[]> {
    const batches: NamedBatch[] = []
    for (let i = 0; i < count; i++) batches.push(await this.seal(`Site ${i}`))
    return batches
  }
}
