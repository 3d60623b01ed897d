/** The data keys of a laptop in memory. They lie on its disk, and a copy of that brings them back. */
import { x25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Admitted, DataKeyStore } from '../keys/DataKeyStore'
import type { DataKey } from '../keys/dataKey'
import type { Envelope } from '../keys/envelope'
import type { DocumentSigner } from '../signedDocument'
import type { LaptopDisk } from './laptopDisk'

/** Whose they are. */
interface Owner {
  readonly signer: DocumentSigner
  readonly disk: Pick<LaptopDisk, 'dataKeys' | 'envelopes'>
}

export class MemoryDataKeys implements DataKeyStore {
  readonly #secret: Uint8Array

  /** @param who is admitted at the time */
  constructor(
    private readonly laptop: Owner,
    private readonly who: () => readonly Admitted[],
  ) {
    this.#secret = secretOf(laptop.signer.publicKey)
  }

  async encryptionKey() {
    return encryptionKeyOf(this.laptop.signer.publicKey)
  }

  async agree(publicKey: string) {
    return x25519.getSharedSecret(this.#secret, hexToBytes(publicKey))
  }

  sign(bytes: Uint8Array) {
    return this.laptop.signer.sign(bytes)
  }

  key(id: string) {
    return this.laptop.disk.dataKeys.get(id) ?? null
  }

  async admitted() {
    return this.who()
  }

  async keys() {
    return [...this.laptop.disk.dataKeys.values()]
  }

  async envelopes() {
    return [...this.laptop.disk.envelopes.values()]
  }

  async keep({ keys, envelopes }: { keys: readonly DataKey[]; envelopes: readonly Envelope[] }) {
    const { disk } = this.laptop
    for (const key of keys) disk.dataKeys.set(key.id, key)
    for (const envelope of envelopes) disk.envelopes.set(envelope.keyId, envelope)
    for (const { keyId, destroyedAt } of envelopes) if (destroyedAt !== null) disk.dataKeys.delete(keyId)
  }
}

/** An installation as it is admitted. */
export function admittedAs(publicKey: string, mayDestroy = false): Admitted {
  return { publicKey, encryptionKey: encryptionKeyOf(publicKey), mayDestroy }
}

const encryptionKeys = new Map<string, string>()

/** The X25519 public key of whoever has an Ed25519 public key, hex. */
export function encryptionKeyOf(publicKey: string): string {
  const known = encryptionKeys.get(publicKey) ?? bytesToHex(x25519.getPublicKey(secretOf(publicKey)))
  encryptionKeys.set(publicKey, known)
  return known
}

function secretOf(publicKey: string): Uint8Array {
  return sha256(utf8ToBytes(`x25519 ${publicKey}`))
}
