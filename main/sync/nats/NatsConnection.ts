/**
 * The way to a NATS server: opened when something is asked, and closed again when nothing was for a while, so that an idle
 * laptop neither pings nor is woken. A connection that broke is not mended behind anybody's back: the next question opens one.
 */
import type { NatsConnection as OpenConnection } from '@nats-io/transport-node'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { NatsAccess } from './natsAccess'
import { openAnyNats } from './openNats'

const CLOSE_AFTER_MS = 20_000

export class NatsConnection {
  /** How messages name the server. */
  readonly place: string
  readonly #access: NatsAccess
  readonly #closeAfterMs: number
  #opening: Promise<OpenConnection> | null = null
  /** Once it is. */
  #open: OpenConnection | null = null
  #inUse = 0
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(access: NatsAccess, closeAfterMs = CLOSE_AFTER_MS) {
    this.#access = access
    this.#closeAfterMs = closeAfterMs
    this.place = access.servers.join(', ')
  }

  /** Whether there is a connection, or one is being opened. */
  get isOpen(): boolean {
    return this.#opening !== null
  }

  /**
   * @param work what it does goes on by itself when the signal ends the wait for it
   * @throws Problem `sync.cancelled`, `sync.place-missing`, `sync.access-refused`,
   * `sync.server-not-trusted`, and what the work throws
   */
  async use<T>(signal: AbortSignal, work: (open: OpenConnection) => Promise<T>): Promise<T> {
    throwIfCancelled(signal)
    clearTimeout(this.#idle)
    this.#inUse++
    try {
      return await unlessStopped(signal, this.#openOnce().then(work))
    } finally {
      this.#inUse--
      if (this.#inUse === 0) this.#closeLater()
    }
  }

  /** One that is still being opened is closed once it is. */
  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const [opening, open] = [this.#opening, this.#open]
    this.#opening = null
    this.#open = null
    if (open) await open.close()
    else opening?.then((late) => late.close(), ignore)
  }

  #openOnce(): Promise<OpenConnection> {
    if (this.#opening) return this.#opening
    const { servers, ca } = this.#access
    const opening = openAnyNats(servers, ca, this.#access)
    this.#opening = opening
    const forget = () => {
      if (this.#opening !== opening) return
      this.#opening = null
      this.#open = null
    }
    opening.then((open) => {
      if (this.#opening === opening) this.#open = open
      open.closed().then(forget, forget)
    }, forget)
    return opening
  }

  #closeLater(): void {
    if (!this.isOpen) return
    this.#idle = setTimeout(() => void this.close(), this.#closeAfterMs)
    this.#idle.unref()
  }
}

/** @throws Problem `sync.cancelled` as soon as the signal says so */
async function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort: () => void = () => undefined
  const stopped = new Promise<null>((resolve) => {
    onAbort = () => resolve(null)
  })
  signal.addEventListener('abort', onAbort)
  try {
    const outcome = await Promise.race([work.then((value) => ({ value })), stopped])
    if (outcome) return outcome.value
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
  throwIfCancelled(signal)
  throw new Error('The wait ended and nobody stopped it')
}

function ignore(): void {}
