/** The data keys of one laptop: which seals now, which must be made, and whose envelope lacks somebody. SPEC.md, [SY70] and [SY71]. */
import type { Admitted } from './DataKeyStore'
import { DATA_KEY_BYTES, type DataKey, dataKeyOf } from './dataKey'
import type { Envelope } from './envelope'
import type { Random } from './wrapKey'

export class KeyRing {
  readonly #keys: Map<string, DataKey>
  readonly #envelopes: Map<string, Envelope>
  readonly #recipients: ReadonlySet<string>
  readonly #makers: ReadonlySet<string>
  readonly #chosen = new Map<string | null, DataKey>()
  /** Made here, and in no envelope yet. */
  #fresh: DataKey[] = []

  constructor(
    held: { keys: readonly DataKey[]; envelopes: readonly Envelope[]; admitted: readonly Admitted[] },
    private readonly random: Random,
  ) {
    this.#keys = new Map(held.keys.map((key) => [key.id, key]))
    this.#envelopes = new Map(held.envelopes.map((envelope) => [envelope.keyId, envelope]))
    this.#recipients = new Set(held.admitted.flatMap(({ encryptionKey }) => encryptionKey ?? []))
    this.#makers = new Set(held.admitted.map(({ publicKey }) => publicKey))
  }

  /** X25519 public keys for whom keys are wrapped, hex. */
  get recipients(): string[] {
    return [...this.#recipients].sort()
  }

  key(id: string): DataKey | null {
    return this.#keys.get(id) ?? null
  }

  /**
   * The key that seals now what is said of a member, or of several people (null): the newest that nobody has who is not
   * admitted any more, and a fresh one where there is none.
   */
  keyFor(person: string | null): DataKey {
    const chosen = this.#chosen.get(person) ?? this.#newest(person) ?? this.#make(person)
    this.#chosen.set(person, chosen)
    return chosen
  }

  /** Keys that `keyFor` made since this was last asked: they need an envelope before anything sealed with them leaves. */
  takeFresh(): DataKey[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  addEnvelope(envelope: Envelope): void {
    this.#envelopes.set(envelope.keyId, envelope)
  }

  /** The envelopes that stand. */
  get envelopes(): Envelope[] {
    return [...this.#envelopes.values()]
  }

  /** Keys that somebody who is admitted cannot open yet, or whose envelope nobody answers for any more, each with the version of its envelope; 0 where it has none. */
  toWrapAgain(): { key: DataKey; version: number }[] {
    return [...this.#keys.values()].flatMap((key) => {
      const envelope = this.#envelopes.get(key.id)
      if (envelope && envelope.destroyedAt !== null) return []
      const has = new Set(envelope?.wraps.map(({ to }) => to))
      const isWhole = envelope && this.#makers.has(envelope.publicKey) && this.recipients.every((to) => has.has(to))
      return isWhole ? [] : [{ key, version: envelope?.version ?? 0 }]
    })
  }

  /** What an envelope holds for those who are not admitted any more. */
  formerWraps(id: string): Envelope['wraps'] {
    return this.#envelopes.get(id)?.wraps.filter(({ to }) => !this.#recipients.has(to)) ?? []
  }

  #newest(person: string | null): DataKey | null {
    const usable = [...this.#keys.values()].flatMap((key) => {
      const envelope = this.#envelopes.get(key.id)
      const isOurs = envelope?.destroyedAt === null && envelope.wraps.every(({ to }) => this.#recipients.has(to))
      return key.person === person && isOurs ? [{ key, at: envelope.at }] : []
    })
    usable.sort((one, other) => (one.at === other.at ? (one.key.id < other.key.id ? -1 : 1) : one.at > other.at ? -1 : 1))
    return usable[0]?.key ?? null
  }

  #make(person: string | null): DataKey {
    const key = dataKeyOf(this.random(DATA_KEY_BYTES), person)
    this.#keys.set(key.id, key)
    this.#fresh.push(key)
    return key
  }
}
