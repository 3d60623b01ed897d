/** The way to a place by main's calls. */
import { base64 } from '@scure/base'
import type { BatchId } from '../sync/batch'
import type { Founding } from '../sync/founding'
import type { Envelope } from '../sync/keys/envelope'
import type { Published, Standing, SyncTransport } from '../sync/SyncTransport'
import { throwIfCancelled } from '../sync/throwIfCancelled'
import type { Chunk } from '../sync/travel/chunks'
import type { ConsoleContract } from './consoleContract'
import type { ContractClient } from './createClient'

export interface PlaceOptions {
  kind: SyncTransport['kind']
  /** As main gave it. */
  placeId: string
  /** Id of this laptop's cooperative; null while it belongs to none. */
  cooperative: string | null
}

export class PlaceTransport implements SyncTransport {
  readonly kind: SyncTransport['kind']
  readonly #place: { placeId: string; cooperative: string | null }

  constructor(
    private readonly client: Pick<ContractClient<ConsoleContract>, 'call'>,
    { kind, ...place }: PlaceOptions,
  ) {
    this.kind = kind
    this.#place = place
  }

  async look(signal: AbortSignal): Promise<Standing> {
    throwIfCancelled(signal)
    return this.client.call('sync.look', this.#place, { signal })
  }

  async read(id: BatchId, signal: AbortSignal): Promise<string> {
    throwIfCancelled(signal)
    return (await this.client.call('sync.read', { ...this.#place, id }, { signal })).text
  }

  async publish(id: BatchId, text: string, signal: AbortSignal): Promise<Published> {
    throwIfCancelled(signal)
    return (await this.client.call('sync.publish', { ...this.#place, id, text }, { signal })).published
  }

  async begin(founding: Founding, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    await this.client.call('sync.begin', { ...this.#place, founding }, { signal })
  }

  async hasChunks(hashes: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    throwIfCancelled(signal)
    return new Set((await this.client.call('sync.hasChunks', { ...this.#place, hashes: [...hashes] }, { signal })).there)
  }

  async readChunk(hash: string, signal: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    return base64.decode((await this.client.call('sync.readChunk', { ...this.#place, hash }, { signal })).bytes)
  }

  async publishChunk({ hash, bytes }: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'> {
    throwIfCancelled(signal)
    const chunk = { hash, bytes: base64.encode(bytes) }
    return (await this.client.call('sync.publishChunk', { ...this.#place, ...chunk }, { signal })).published
  }

  async envelopes(signal: AbortSignal): Promise<string[]> {
    throwIfCancelled(signal)
    return (await this.client.call('sync.envelopes', this.#place, { signal })).texts
  }

  async publishEnvelope(envelope: Envelope, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    await this.client.call('sync.publishEnvelope', { ...this.#place, envelope }, { signal })
  }
}
