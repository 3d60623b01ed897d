/** The data keys of one round: taken in from the place, made where they are needed, and put there. SPEC.md, [SY68] to [SY71]. */

import type { Admitted, DataKeyStore } from './keys/DataKeyStore'
import type { DataKey } from './keys/dataKey'
import { destroyKey, type Envelope, envelopeHash, readEnvelope, standingOf, wrapForAll } from './keys/envelope'
import { KeyRing } from './keys/KeyRing'
import { unwrapKey, wrapSender } from './keys/wrapKey'
import type { Round } from './Round'
import { reopenBatches } from './reopenBatches'
import { throwIfCancelled } from './throwIfCancelled'

export class RoundKeys {
  private constructor(
    private readonly round: Round,
    private readonly store: DataKeyStore,
    private readonly ring: KeyRing,
    /** As they lay there, by key. */
    private readonly there: ReadonlyMap<string, readonly Envelope[]>,
  ) {}

  /** Reads the envelopes at the place. What can be read from now on is read, and what a destroyed key had opened is gone. */
  static async takeIn(round: Round, store: DataKeyStore): Promise<RoundKeys> {
    const admitted = await store.admitted()
    const there = await envelopesThere(round)
    const before = new Map((await store.envelopes()).map((envelope) => [envelope.keyId, envelope]))
    for (const again of await destroyAgain(round, store, admitted, [...before.values()])) before.set(again.keyId, again)
    const held = new Map((await store.keys()).map((key) => [key.id, key]))
    const news = new News(round, store, admitted, held)
    for (const envelopes of there.values()) {
      for (const envelope of envelopes) await news.consider(envelope, before)
    }
    for (const { keyId } of news.destroyed()) held.delete(keyId)
    for (const key of news.keys) held.set(key.id, key)
    const ring = new KeyRing({ keys: [...held.values()], envelopes: [...before.values()], admitted }, round.random)
    const keys = new RoundKeys(round, store, ring, there)
    // Whoever reads older batches meanwhile opens them with what came, and not with what was destroyed.
    round.keys = keys
    // A crash from here on is made good by the next round: what came is kept last.
    await keys.#openAgain(news)
    if (news.keys.length + news.envelopes.size > 0) await store.keep({ keys: news.keys, envelopes: [...news.envelopes.values()] })
    return keys
  }

  key(id: string): DataKey | null {
    return this.ring.key(id)
  }

  keyFor(person: string | null): DataKey {
    return this.ring.keyFor(person)
  }

  /** Keeps the keys that were made since, with an envelope each. */
  async keepFresh(): Promise<void> {
    const fresh = this.ring.takeFresh()
    if (fresh.length > 0) await this.#wrap(fresh.map((key) => ({ key, version: 0 })))
  }

  /** Wraps for whoever lacks a key, and puts there what is missing there. @throws as `SyncTransport.publish` */
  async publish(): Promise<void> {
    const { transport, signal } = this.round
    const again = this.ring.toWrapAgain()
    if (again.length > 0) await this.#wrap(again)
    for (const envelope of this.ring.envelopes) {
      if (isForNobody(envelope)) continue
      const lying = this.there.get(envelope.keyId) ?? []
      const isAlone = lying.length === 1 && lying[0] && envelopeHash(lying[0]) === envelopeHash(envelope)
      if (isAlone) continue
      throwIfCancelled(signal)
      await transport.publishEnvelope(envelope, signal)
    }
  }

  /** Ids of keys that held batches are sealed with, that are not here and were not destroyed. */
  async missing(): Promise<string[]> {
    const destroyed = new Set(this.ring.envelopes.filter(({ destroyedAt }) => destroyedAt !== null).map(({ keyId }) => keyId))
    return [...(await this.round.store.keysInUse())].filter((id) => !this.ring.key(id) && !destroyed.has(id)).sort()
  }

  async #wrap(keys: readonly { key: DataKey; version: number }[]): Promise<void> {
    const { store, cooperative, nowMs, random } = this.round
    const { publicKey } = await store.self()
    const signer = { publicKey, sign: (bytes: Uint8Array) => this.store.sign(bytes) }
    const at = new Date(nowMs()).toISOString()
    const envelopes: Envelope[] = []
    const sender = wrapSender(random)
    for (const { key, version } of keys) {
      const request = { cooperative, version: version + 1, at }
      envelopes.push(await wrapForAll(key, this.ring.recipients, request, signer, sender, this.ring.formerWraps(key.id)))
    }
    await this.store.keep({ keys: keys.map(({ key }) => key), envelopes })
    for (const envelope of envelopes) this.ring.addEnvelope(envelope)
  }

  async #openAgain(news: News): Promise<void> {
    const { store, tell } = this.round
    const key = (id: string) => this.ring.key(id)
    await reopenBatches(store, await store.sealedWith(new Set(news.keys.map(({ id }) => id))), key)
    for (const { keyId } of news.destroyed()) {
      const batches = await store.sealedWith(new Set([keyId]))
      await reopenBatches(store, batches, key)
      tell({ kind: 'key-destroyed', keyId, batches: batches.length })
    }
  }
}

/**
 * What an admin destroyed who is none any more, this admin's laptop destroys in its own name, so that it stays final for those who
 * have not seen it yet.
 */
async function destroyAgain(
  { store, cooperative, nowMs }: Round,
  keys: DataKeyStore,
  admitted: readonly Admitted[],
  envelopes: readonly Envelope[],
): Promise<Envelope[]> {
  const { publicKey } = await store.self()
  const admins = new Set(admitted.flatMap((each) => (each.mayDestroy ? each.publicKey : [])))
  if (!admins.has(publicKey)) return []
  const again: Envelope[] = []
  for (const { keyId, version, destroyedAt, publicKey: maker } of envelopes) {
    if (destroyedAt === null || admins.has(maker)) continue
    const request = { cooperative, version: version + 1, at: new Date(nowMs()).toISOString() }
    again.push(await destroyKey(keyId, request, { publicKey, sign: (bytes) => keys.sign(bytes) }))
  }
  if (again.length > 0) await keys.keep({ keys: [], envelopes: again })
  return again
}

/**
 * Of a laptop that knew nobody who is admitted. It stays there: whoever took it in would put it back over one that opens the key
 * for somebody.
 */
function isForNobody({ destroyedAt, wraps }: Envelope): boolean {
  return destroyedAt === null && wraps.length === 0
}

async function envelopesThere({ transport, cooperative, verify, signal }: Round): Promise<Map<string, Envelope[]>> {
  const byKey = new Map<string, Envelope[]>()
  for (const text of await transport.envelopes(signal)) {
    throwIfCancelled(signal)
    const envelope = await readEnvelope(text, cooperative, verify)
    if (envelope) byKey.set(envelope.keyId, [...(byKey.get(envelope.keyId) ?? []), envelope])
  }
  return byKey
}

/** What envelopes at a place say that was not known. */
class News {
  readonly envelopes = new Map<string, Envelope>()
  keys: DataKey[] = []
  /** Secrets, by the sender's public key. */
  private readonly agreed = new Map<string, Promise<Uint8Array>>()

  constructor(
    private readonly round: Round,
    private readonly store: DataKeyStore,
    private readonly admitted: readonly Admitted[],
    private readonly held: ReadonlyMap<string, DataKey>,
  ) {}

  destroyed(): Envelope[] {
    return [...this.envelopes.values()].filter(({ destroyedAt }) => destroyedAt !== null)
  }

  /** @param standing by key, what stands; the envelope joins it where it is to */
  async consider(envelope: Envelope, standing: Map<string, Envelope>): Promise<void> {
    const { keyId, destroyedAt } = envelope
    if (isForNobody(envelope)) return
    const before = standing.get(keyId)
    const maker = this.admitted.find(({ publicKey }) => publicKey === envelope.publicKey)
    if (before && before.destroyedAt !== null && !this.#givesWay(before, envelope, maker)) return
    if (destroyedAt !== null) {
      if (!maker?.mayDestroy) return
      this.keys = this.keys.filter(({ id }) => id !== keyId)
    } else if (!this.#has(keyId)) {
      const key = await this.#unwrap(envelope)
      if (key) this.keys.push(key)
      // Of somebody who is not admitted, a key is taken that can be nothing else, and nothing more.
      else if (!maker) return
    } else if (!maker) return
    const isAdmitted = (publicKey: string) => this.admitted.some((each) => each.publicKey === publicKey)
    if (before?.destroyedAt === null && standingOf(before, envelope, isAdmitted) === before) return
    standing.set(keyId, envelope)
    this.envelopes.set(keyId, envelope)
  }

  /**
   * Whether a destruction that is known makes way: to one who is admitted and still has the key, where the word was of somebody who
   * is no admin any more, and to another destruction, so that all end with the same.
   */
  #givesWay(before: Envelope, envelope: Envelope, maker: Admitted | undefined): boolean {
    const stands = this.admitted.some(({ publicKey, mayDestroy }) => mayDestroy && publicKey === before.publicKey)
    if (envelope.destroyedAt === null) return !stands && maker !== undefined
    if (!maker?.mayDestroy) return false
    return !stands || standingOf(before, envelope, () => true) === envelope
  }

  #has(id: string): boolean {
    return this.held.has(id) || this.keys.some((key) => key.id === id)
  }

  async #unwrap({ wraps, keyId }: Envelope): Promise<DataKey | null> {
    const own = await this.store.encryptionKey()
    const wrap = wraps.find(({ to }) => to === own)
    return wrap ? unwrapKey(wrap, keyId, this.round.cooperative, (publicKey) => this.#agree(publicKey)) : null
  }

  /** A sender wraps many keys by one of its own. */
  #agree(publicKey: string): Promise<Uint8Array> {
    const agreed = this.agreed.get(publicKey) ?? this.store.agree(publicKey)
    this.agreed.set(publicKey, agreed)
    return agreed
  }
}
