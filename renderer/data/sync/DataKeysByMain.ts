/** This machine's data keys: main keeps them, and a round has them in memory. SPEC.md, [SY74]. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { admittedInstallations } from '#core/sync/access/admittedInstallations'
import { cooperativeId } from '#core/sync/founding'
import type { Admitted, DataKeyStore } from '#core/sync/keys/DataKeyStore'
import { type DataKey, dataKeyFrom } from '#core/sync/keys/dataKey'
import type { Envelope } from '#core/sync/keys/envelope'
import type { CommonmastDatabase } from '../records/database'
import { readIntendedAccess } from './access/intendedAccess'
import type { MainClient } from './mainLine'
import { readFounding } from './readFounding'

export class DataKeysByMain implements DataKeyStore {
  readonly #keys: Map<string, DataKey>
  readonly #envelopes: Map<string, Envelope>

  private constructor(
    private readonly db: CommonmastDatabase,
    private readonly main: MainClient,
    /** publicKey: of this installation, raw Ed25519, hex. own: its X25519 key, hex. */
    private readonly at: { cooperative: string; publicKey: string; own: string },
    held: { keys: readonly DataKey[]; envelopes: readonly Envelope[] },
  ) {
    this.#keys = new Map(held.keys.map((key) => [key.id, key]))
    this.#envelopes = new Map(held.envelopes.map((envelope) => [envelope.keyId, envelope]))
  }

  /**
   * @param publicKey of this installation, raw Ed25519, hex
   * @returns null for records of no cooperative
   * @throws Problem of the key, `keys.*`
   */
  static async open(db: CommonmastDatabase, main: MainClient, publicKey: string): Promise<DataKeysByMain | null> {
    const founding = await readFounding(db)
    if (!founding) return null
    const cooperative = cooperativeId(founding)
    const { encryptionKey: own, keys, envelopes } = await main.call('sync.dataKeys', { cooperative })
    const held = { keys: keys.map(dataKeyFrom), envelopes }
    return new DataKeysByMain(db, main, { cooperative, publicKey, own }, held)
  }

  /** Without waiting, as it has to be inside a transaction. @returns null for a key that is not here */
  key(id: string): DataKey | null {
    return this.#keys.get(id) ?? null
  }

  async encryptionKey(): Promise<string> {
    return this.at.own
  }

  async agree(publicKey: string): Promise<Uint8Array> {
    return hexToBytes((await this.main.call('sync.agree', { publicKey })).secret)
  }

  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    const document = new TextDecoder().decode(bytes)
    return hexToBytes((await this.main.call('sync.signEnvelope', { document })).signature)
  }

  /** Everybody who is admitted once what was decided here is sealed. This installation can open what it seals, whatever was said of it. */
  async admitted(): Promise<readonly Admitted[]> {
    const { publicKey, own } = this.at
    const intended = await readIntendedAccess(this.db)
    const admitted = intended ? admittedInstallations(intended.access) : []
    const here = admitted.filter((each) => each.publicKey === publicKey)
    const [first] = here
    if (!first || here.some(({ encryptionKey }) => encryptionKey === own)) return admitted
    return [...admitted, { ...first, encryptionKey: own }]
  }

  async keys(): Promise<readonly DataKey[]> {
    return [...this.#keys.values()]
  }

  async envelopes(): Promise<readonly Envelope[]> {
    return [...this.#envelopes.values()]
  }

  async keep({ keys, envelopes }: { keys: readonly DataKey[]; envelopes: readonly Envelope[] }): Promise<void> {
    const asText = keys.map(({ bytes, person }) => ({ bytes: bytesToHex(bytes), person }))
    await this.main.call('sync.keepDataKeys', { cooperative: this.at.cooperative, keys: asText, envelopes: [...envelopes] })
    for (const key of keys) this.#keys.set(key.id, key)
    for (const envelope of envelopes) {
      this.#envelopes.set(envelope.keyId, envelope)
      if (envelope.destroyedAt !== null) this.#keys.delete(envelope.keyId)
    }
  }
}
