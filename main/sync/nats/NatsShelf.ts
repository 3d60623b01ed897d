/** A stream in which each subject is of one thing, known by its name: a chunk by its hash, an envelope by its key. */

import { messageSurely } from './messageSurely'
import type { NatsConnection } from './NatsConnection'
import type { StreamPlan } from './natsAccess'
import type { ShelfNames } from './natsNames'
import { messageOf, StreamCalls, type StreamMessage, type StreamPermanence } from './StreamCalls'

export class NatsShelf {
  readonly #names: ShelfNames
  readonly #calls: StreamCalls
  /** As they were counted last, with what the stream said of itself then. */
  #counted: { state: string; counts: ReadonlyMap<string, number> } | null = null
  /** Whether the stream was there when its state was asked last. */
  #wasThere = false

  constructor(connection: NatsConnection, names: ShelfNames, permanence: StreamPermanence) {
    this.#names = names
    this.#calls = new StreamCalls(connection, names, permanence)
  }

  get place(): string {
    return this.#calls.place
  }

  /** How many messages there are of each thing, by its name; null: there is no such stream. @throws as `StreamCalls.info` */
  async counts(signal: AbortSignal): Promise<ReadonlyMap<string, number> | null> {
    const info = await this.#calls.info(signal)
    this.#wasThere = info !== null
    if (!info) return null
    const { first_seq, last_seq, messages } = info.state
    const state = [info.created, first_seq, last_seq, messages].join(' ')
    if (this.#counted?.state === state) return this.#counted.counts
    const { prefix } = this.#names
    const counted = messages === 0 ? info : await this.#calls.info(signal, `${prefix}*`)
    const counts = new Map(
      Object.entries(counted?.state.subjects ?? {}).map(([subject, count]) => [subject.slice(prefix.length), count] as const),
    )
    this.#counted = { state, counts }
    return counts
  }

  /** The message of a thing that was put there last. @throws as `StreamCalls.direct` */
  async last(name: string, signal: AbortSignal): Promise<StreamMessage | null> {
    const [message = null] = await this.lastOf([name], signal)
    return message
  }

  /** The last messages of things, in no order. @throws as `StreamCalls.direct` */
  async lastOf(names: Iterable<string>, signal: AbortSignal): Promise<StreamMessage[]> {
    const found: StreamMessage[] = []
    if (!(await this.#isThere(signal))) return found
    await this.#calls.direct(names, signal, async (direct, name) => {
      const message = await direct.getMessage(this.#names.stream, { last_by_subj: this.#subjectOf(name) })
      if (message) found.push(messageOf(message))
    })
    return found
  }

  /** All messages of a thing, in their order. @throws as `StreamCalls.direct` */
  async all(name: string, signal: AbortSignal): Promise<StreamMessage[]> {
    const found: StreamMessage[] = []
    if (!(await this.#isThere(signal))) return found
    const subject = this.#subjectOf(name)
    await this.#calls.direct([subject], signal, async (direct) => {
      for (let seq = 1; ; ) {
        const message = await direct.getMessage(this.#names.stream, { seq, next_by_subj: subject })
        if (!message) return
        found.push(messageOf(message))
        seq = message.seq + 1
      }
    })
    return found
  }

  /**
   * @param after number of the last message of the thing, 0 where there is none: where it is another, nothing is written. null:
   * whatever there is
   * @returns the number of the message, null where it was not written for that
   * @throws as `StreamCalls.append`
   */
  put(name: string, bytes: Uint8Array, after: number | null, signal: AbortSignal): Promise<number | null> {
    const expected = after === null ? {} : { lastSubjectSequence: after }
    return this.#calls.append(this.#subjectOf(name), bytes, expected, signal)
  }

  /** What was put there, read back; null where it is gone. */
  async readBack(seq: number, signal: AbortSignal): Promise<Uint8Array | null> {
    return (await messageSurely(this.#calls, seq, signal))?.bytes ?? null
  }

  /** Takes away all messages of a thing but those from a number on. @throws as `StreamCalls.erase` */
  async eraseBefore(name: string, before: number, signal: AbortSignal): Promise<void> {
    for (const { seq } of await this.all(name, signal)) if (seq < before) await this.#calls.erase(seq, signal)
  }

  /** @throws as `StreamCalls.create` */
  create(plan: StreamPlan, signal: AbortSignal): Promise<void> {
    return this.#calls.create(plan, signal)
  }

  /** Nobody answers for messages of a stream that is not there, so it is not asked for any. */
  async #isThere(signal: AbortSignal): Promise<boolean> {
    return this.#wasThere || (await this.counts(signal)) !== null
  }

  #subjectOf(name: string): string {
    return `${this.#names.prefix}${name}`
  }
}
