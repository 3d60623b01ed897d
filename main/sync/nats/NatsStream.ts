/** A cooperative's stream at a NATS server: what it says of itself, its messages by number, and one more message. */
import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream'
import { errors, type NatsConnection as OpenConnection } from '@nats-io/transport-node'
import type { Problem } from '#core/model/problem'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { NatsConnection } from './NatsConnection'
import type { NatsAccess, StreamPlan } from './natsAccess'
import { type NatsNames, natsNames } from './natsNames'
import { appendProblem, noJetStreamProblem, streamMissingProblem, streamProblem, streamSettingsProblem } from './natsProblem'

export interface StreamState {
  /** Numbers of the first and last message; there are none where the last is below the first. */
  first: number
  last: number
  messages: number
  /** Bytes that still fit, null where nobody can say. */
  freeBytes: number | null
}

export interface StreamMessage {
  seq: number
  subject: string
  bytes: Uint8Array
  /** By the server's clock, as it writes it: another message of the same number has another. */
  storedAt: string
}

/** Long enough for a slow line; a server that is gone is noticed by pings before. */
const ANSWER_LIMIT_MS = 60_000
const STATE_LIMIT_MS = 10_000
const WITHOUT_LIMIT_MS = 2_000
/** Questions that wait for an answer at once. */
const AT_ONCE = 32

export class NatsStream {
  readonly names: NatsNames
  /** Before each further question for a message that ought to be there. */
  readonly waitsMs: readonly number[] = [20, 60, 180, 540, 1_000]
  readonly #connection: NatsConnection

  constructor(access: NatsAccess, connection = new NatsConnection(access)) {
    this.names = natsNames(access.space)
    this.#connection = connection
  }

  get place(): string {
    return this.#connection.place
  }

  /** null: the server has no such stream. @throws Problem `sync.*` of the connection, `sync.no-jetstream`, `sync.stream-settings` */
  async state(signal: AbortSignal): Promise<StreamState | null> {
    try {
      const { config, state } = await this.#connection.use(signal, async (open) => {
        // A server that keeps no streams does not answer for them; one that passes questions on to another might.
        const timeout = open.info?.jetstream ? STATE_LIMIT_MS : WITHOUT_LIMIT_MS
        return (await managerOf(open, timeout)).streams.info(this.names.stream).catch((thrown: unknown) => {
          throw open.info?.jetstream || !(thrown instanceof errors.TimeoutError) ? thrown : noJetStreamProblem(this.place, thrown)
        })
      })
      if (!config.allow_direct) throw streamSettingsProblem(this.place, 'allow_direct')
      const freeBytes = config.max_bytes > 0 ? Math.max(0, config.max_bytes - state.bytes) : null
      return { first: state.first_seq, last: state.last_seq, messages: state.messages, freeBytes }
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === JetStreamApiCodes.StreamNotFound) return null
      throw streamProblem(this.place, thrown)
    }
  }

  /**
   * Messages by their numbers, in no order. Those that are not there are passed over, or those that the server that is asked has
   * not got from the others of its cluster yet.
   * @throws Problem `sync.stream-missing`, and those of `state`
   */
  async messages(numbers: Iterable<number>, signal: AbortSignal, onMessage: (message: StreamMessage) => void): Promise<void> {
    // All take from one list, which ends for all when one of them fails.
    const list = iterated(numbers)
    const { stream } = this.names
    try {
      await this.#connection.use(signal, async (open) => {
        const { direct } = await managerOf(open)
        const ask = async () => {
          for (const seq of list) {
            const found = await direct.getMessage(stream, { seq })
            throwIfCancelled(signal)
            if (found?.seq === seq) onMessage({ seq, subject: found.subject, bytes: found.data, storedAt: found.timestamp })
          }
        }
        await Promise.all(Array.from({ length: AT_ONCE }, ask))
      })
    } catch (thrown) {
      throw await this.#problemOf(streamProblem(this.place, thrown), signal)
    }
  }

  /**
   * @param after the number of the last message, as far as is known: where there are more, nothing is written. null: wherever it ends
   * @returns the number of the message, null where it was not written for that
   * @throws Problem `sync.place-full`, `sync.place-read-only`, and those of `state`
   */
  async append(subject: string, bytes: Uint8Array, after: number | null, signal: AbortSignal): Promise<number | null> {
    const expect = { streamName: this.names.stream, ...(after === null ? {} : { lastSequence: after }) }
    try {
      const { seq } = await this.#connection.use(signal, (open) =>
        jetstream(open).publish(subject, bytes, { expect, timeout: ANSWER_LIMIT_MS }),
      )
      return seq
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && WRONG_LAST.has(thrown.code)) return null
      throw await this.#problemOf(appendProblem(this.place, thrown), signal)
    }
  }

  /** Makes the stream; one that is there stays as it is. @throws as append */
  async create({ replicas, mostBytes }: StreamPlan, signal: AbortSignal): Promise<void> {
    const settings = {
      name: this.names.stream,
      subjects: [...this.names.subjects],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      // What is full takes no more; nothing makes room for it.
      discard: DiscardPolicy.New,
      deny_delete: true,
      deny_purge: true,
      allow_direct: true,
      num_replicas: replicas,
      ...(mostBytes === null ? {} : { max_bytes: mostBytes }),
    }
    try {
      await this.#connection.use(signal, async (open) => (await managerOf(open)).streams.add(settings))
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === NAME_IN_USE) return
      throw appendProblem(this.place, thrown)
    }
  }

  /** That nobody answers for a stream has one of two reasons. */
  async #problemOf(problem: Problem, signal: AbortSignal): Promise<Problem> {
    if (problem.code !== 'sync.no-jetstream') return problem
    const isMissing = await this.state(signal).then(
      (state) => state === null,
      () => false,
    )
    return isMissing ? streamMissingProblem(this.place, problem.cause) : problem
  }

  close(): Promise<void> {
    return this.#connection.close()
  }
}

function* iterated(numbers: Iterable<number>): Generator<number> {
  yield* numbers
}

/** JetStream's error codes. */
const WRONG_LAST = new Set([10_071, 10_164])
const NAME_IN_USE = 10_058

/** Without asking the server about the account, which members may not. */
function managerOf(open: OpenConnection, timeout = ANSWER_LIMIT_MS) {
  return jetstreamManager(open, { timeout, checkAPI: false })
}
