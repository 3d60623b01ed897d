/** The way to a place by main's calls. */
import type { BatchId } from '../sync/batch'
import type { Founding } from '../sync/founding'
import type { Published, Standing, SyncTransport } from '../sync/SyncTransport'
import { throwIfCancelled } from '../sync/throwIfCancelled'
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
}
