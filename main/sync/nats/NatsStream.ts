/** A cooperative's stream of batches at a NATS server: what it says of itself, its messages by number, and one more message. */
import { NatsConnection } from './NatsConnection'
import { NatsShelf } from './NatsShelf'
import type { NatsAccess, StreamPlan } from './natsAccess'
import { type NatsNames, natsNames } from './natsNames'
import { StreamCalls, type StreamMessage } from './StreamCalls'

export interface StreamState {
  /** Numbers of the first and last message; there are none where the last is below the first. */
  first: number
  last: number
  messages: number
  /** Bytes that still fit, null where nobody can say. */
  freeBytes: number | null
}

export class NatsStream {
  readonly names: NatsNames
  /** Streams beside it: chunks of large values, and envelopes of data keys. */
  readonly chunks: NatsShelf
  readonly envelopes: NatsShelf
  readonly #calls: StreamCalls

  constructor(access: NatsAccess, connection = new NatsConnection(access)) {
    const names = natsNames(access.space)
    this.names = names
    this.chunks = new NatsShelf(connection, names.chunks, { isForGood: true })
    this.envelopes = new NatsShelf(connection, names.envelopes, { isForGood: false })
    this.#calls = new StreamCalls(connection, names, { isForGood: true })
  }

  get place(): string {
    return this.#calls.place
  }

  get waitsMs(): readonly number[] {
    return this.#calls.waitsMs
  }

  /** null: the server has no such stream. @throws Problem `sync.*` of the connection, `sync.no-jetstream`, `sync.stream-settings` */
  async state(signal: AbortSignal): Promise<StreamState | null> {
    const info = await this.#calls.info(signal)
    if (!info) return null
    const { config, state } = info
    const freeBytes = config.max_bytes > 0 ? Math.max(0, config.max_bytes - state.bytes) : null
    return { first: state.first_seq, last: state.last_seq, messages: state.messages, freeBytes }
  }

  /** As `StreamCalls.messages`. */
  messages(numbers: Iterable<number>, signal: AbortSignal, onMessage: (message: StreamMessage) => void): Promise<void> {
    return this.#calls.messages(numbers, signal, onMessage)
  }

  /**
   * @param after the number of the last message, as far as is known: where there are more, nothing is written. null: wherever it ends
   * @returns the number of the message, null where it was not written for that
   * @throws Problem `sync.place-full`, `sync.place-read-only`, and those of `state`
   */
  append(subject: string, bytes: Uint8Array, after: number | null, signal: AbortSignal): Promise<number | null> {
    return this.#calls.append(subject, bytes, after === null ? {} : { lastSequence: after }, signal)
  }

  /** Makes the streams; those that are there stay as they are. @throws as append */
  async create(plan: StreamPlan, signal: AbortSignal): Promise<void> {
    await this.#calls.create(plan, signal)
    for (const shelf of [this.chunks, this.envelopes]) await shelf.create(plan, signal)
  }

  close(): Promise<void> {
    return this.#calls.connection.close()
  }
}
