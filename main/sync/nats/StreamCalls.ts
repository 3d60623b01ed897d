/** What is asked of one stream at a NATS server, whatever it keeps, with what it refuses in words. */
import {
  type DirectStreamAPI,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StoredMsg,
  type StreamExpectations,
  type StreamInfo,
} from '@nats-io/jetstream'
import { errors, type NatsConnection as OpenConnection } from '@nats-io/transport-node'
import type { Problem } from '#core/model/problem'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { NatsConnection } from './NatsConnection'
import type { StreamPlan } from './natsAccess'
import type { StreamNames } from './natsNames'
import { appendProblem, noJetStreamProblem, streamMissingProblem, streamProblem, streamSettingsProblem } from './natsProblem'

/** Long enough for a slow line; a server that is gone is noticed by pings before. */
const ANSWER_LIMIT_MS = 60_000
const STATE_LIMIT_MS = 10_000
const WITHOUT_LIMIT_MS = 2_000
/** Questions that wait for an answer at once. */
const AT_ONCE = 32

export interface StreamMessage {
  seq: number
  subject: string
  bytes: Uint8Array
  /** By the server's clock, as it writes it: another message of the same number has another. */
  storedAt: string
}

export interface StreamPermanence {
  /** What it keeps can never be taken away, by nobody. */
  isForGood: boolean
}

export class StreamCalls {
  /** Before each further question for a message that ought to be there. */
  readonly waitsMs: readonly number[] = [20, 60, 180, 540, 1_000]

  constructor(
    readonly connection: NatsConnection,
    readonly names: StreamNames,
    private readonly permanence: StreamPermanence,
  ) {}

  get place(): string {
    return this.connection.place
  }

  /**
   * null: the server has no such stream.
   * @param subjects of which messages are counted
   * @throws Problem `sync.*` of the connection, `sync.no-jetstream`, `sync.stream-settings`
   */
  async info(signal: AbortSignal, subjects?: string): Promise<StreamInfo | null> {
    try {
      const info = await this.connection.use(signal, async (open) => {
        // A server that keeps no streams does not answer for them; one that passes questions on to another might.
        const timeout = open.info?.jetstream ? STATE_LIMIT_MS : WITHOUT_LIMIT_MS
        const { streams } = await managerOf(open, timeout)
        const options = subjects === undefined ? {} : { subjects_filter: subjects }
        return streams.info(this.names.stream, options).catch((thrown: unknown) => {
          throw open.info?.jetstream || !(thrown instanceof errors.TimeoutError) ? thrown : noJetStreamProblem(this.place, thrown)
        })
      })
      if (!info.config.allow_direct) throw streamSettingsProblem(this.place, 'allow_direct')
      return info
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === JetStreamApiCodes.StreamNotFound) return null
      throw streamProblem(this.place, thrown)
    }
  }

  /** Asks for messages, many at once. @throws Problem `sync.stream-missing`, and those of `info` */
  async direct<T>(
    items: Iterable<T>,
    signal: AbortSignal,
    ask: (direct: DirectStreamAPI, item: T) => Promise<void>,
  ): Promise<void> {
    // All take from one list, which ends for all when one of them fails.
    const list = iterated(items)
    try {
      await this.connection.use(signal, async (open) => {
        const { direct } = await managerOf(open)
        const askOneByOne = async () => {
          for (const item of list) await ask(direct, item)
        }
        await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne))
      })
    } catch (thrown) {
      throw await this.#problemOf(streamProblem(this.place, thrown), signal)
    }
  }

  /**
   * Messages by their numbers, in no order. Those that are not there are passed over, or those that the server that is asked has
   * not got from the others of its cluster yet.
   * @throws as `direct`
   */
  messages(numbers: Iterable<number>, signal: AbortSignal, onMessage: (message: StreamMessage) => void): Promise<void> {
    return this.direct(numbers, signal, async (direct, seq) => {
      const found = await direct.getMessage(this.names.stream, { seq })
      throwIfCancelled(signal)
      if (found?.seq === seq) onMessage(messageOf(found))
    })
  }

  /**
   * @param expected of the stream; where it is otherwise, nothing is written
   * @returns the number of the message, null where it was not written for that
   * @throws Problem `sync.place-full`, `sync.place-read-only`, and those of `direct`
   */
  async append(
    subject: string,
    bytes: Uint8Array,
    expected: Partial<StreamExpectations>,
    signal: AbortSignal,
  ): Promise<number | null> {
    const expect = { ...expected, streamName: this.names.stream }
    try {
      const { seq } = await this.connection.use(signal, (open) =>
        jetstream(open).publish(subject, bytes, { expect, timeout: ANSWER_LIMIT_MS }),
      )
      return seq
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && WRONG_LAST.has(thrown.code)) return null
      throw await this.#problemOf(appendProblem(this.place, thrown), signal)
    }
  }

  /** Takes a message away, and has its bytes overwritten; one that is gone stays so. @throws as append */
  async erase(seq: number, signal: AbortSignal): Promise<void> {
    try {
      await this.connection.use(signal, async (open) => (await managerOf(open)).streams.deleteMessage(this.names.stream, seq))
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && NO_SUCH_MESSAGE.has(thrown.code)) return
      throw await this.#problemOf(appendProblem(this.place, thrown), signal)
    }
  }

  /** Makes the stream; one that is there stays as it is. @throws as append */
  async create({ replicas, mostBytes }: StreamPlan, signal: AbortSignal): Promise<void> {
    const { isForGood } = this.permanence
    const settings = {
      name: this.names.stream,
      subjects: [...this.names.subjects],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      // What is full takes no more; nothing makes room for it.
      discard: DiscardPolicy.New,
      deny_delete: isForGood,
      deny_purge: isForGood,
      allow_direct: true,
      num_replicas: replicas,
      ...(mostBytes === null ? {} : { max_bytes: mostBytes }),
    }
    try {
      await this.connection.use(signal, async (open) => (await managerOf(open)).streams.add(settings))
    } catch (thrown) {
      if (thrown instanceof JetStreamApiError && thrown.code === NAME_IN_USE) return
      throw appendProblem(this.place, thrown)
    }
  }

  /** That nobody answers for a stream has one of two reasons. */
  async #problemOf(problem: Problem, signal: AbortSignal): Promise<Problem> {
    if (problem.code !== 'sync.no-jetstream') return problem
    const isMissing = await this.info(signal).then(
      (info) => info === null,
      () => false,
    )
    return isMissing ? streamMissingProblem(this.place, problem.cause) : problem
  }
}

export function messageOf({ seq, subject, data, timestamp }: StoredMsg): StreamMessage {
  return { seq, subject, bytes: data, storedAt: timestamp }
}

function* iterated<T>(items: Iterable<T>): Generator<T> {
  yield* items
}

/** JetStream's error codes. */
const WRONG_LAST = new Set([10_071, 10_164])
const NAME_IN_USE = 10_058
const NO_SUCH_MESSAGE = new Set([10_037, 10_043])

/** Without asking the server about the account, which members may not. */
function managerOf(open: OpenConnection, timeout = ANSWER_LIMIT_MS): Promise<JetStreamManager> {
  return jetstreamManager(open, { timeout, checkAPI: false })
}
