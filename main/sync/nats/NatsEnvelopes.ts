/**
 * Envelopes of data keys at a NATS server, one subject for each key: the only thing there that is ever taken away, since what an
 * older envelope holds is to be gone. SPEC.md, [SY88].
 */
import type { Envelope } from '#core/sync/keys/envelope'
import { canonicalText } from '#core/sync/signedDocument'
import { notReadBackProblem } from '../placeProblem'
import type { NatsShelf } from './NatsShelf'
import { packMessage, unpackMessage } from './packMessage'
import type { StreamMessage } from './StreamCalls'

export class NatsEnvelopes {
  constructor(private readonly shelf: NatsShelf) {}

  /** Texts of what may be envelopes, of a key with several all. @throws as `NatsShelf.counts` */
  async read(signal: AbortSignal): Promise<string[]> {
    const counts = [...((await this.shelf.counts(signal)) ?? [])]
    const several = counts.filter(([, count]) => count > 1).map(([keyId]) => keyId)
    const messages = await this.shelf.lastOf(
      counts.filter(([, count]) => count === 1).map(([keyId]) => keyId),
      signal,
    )
    for (const keyId of several) messages.push(...(await this.shelf.all(keyId, signal)))
    return messages.flatMap((message) => textOf(message) ?? [])
  }

  /**
   * Puts an envelope there, and takes away what was there of its key before.
   * @throws Problem `sync.not-read-back`, and as `NatsShelf.put`
   */
  async put(envelope: Envelope, signal: AbortSignal): Promise<void> {
    const { keyId } = envelope
    const text = canonicalText(envelope)
    const seq = (await this.#seqOf(keyId, text, signal)) ?? (await this.#write(keyId, text, signal))
    await this.shelf.eraseBefore(keyId, seq, signal)
  }

  /** Of the last message of the key, where it holds that text. */
  async #seqOf(keyId: string, text: string, signal: AbortSignal): Promise<number | null> {
    const last = await this.shelf.last(keyId, signal)
    return last && textOf(last) === text ? last.seq : null
  }

  async #write(keyId: string, text: string, signal: AbortSignal): Promise<number> {
    const bytes = packMessage(text)
    const seq = (await this.shelf.put(keyId, bytes, null, signal)) ?? 0
    const there = await this.shelf.readBack(seq, signal)
    if (there && Buffer.from(bytes).equals(there)) return seq
    // Somebody else may have put another there meanwhile, and taken this one away.
    const last = await this.shelf.last(keyId, signal)
    if (!last || last.seq <= seq) throw notReadBackProblem(this.shelf.place, 'A key to what is sealed')
    return seq
  }
}

function textOf({ bytes }: StreamMessage): string | null {
  const document = unpackMessage(bytes)
  return document && new TextDecoder().decode(document)
}
