/** What a laptop keeps of data keys, and who may have them. It is part of no backup that goes to another installation. */
import type { DataKey } from './dataKey'
import type { Envelope } from './envelope'
import type { Agree } from './wrapKey'

/** An installation that is admitted to the cooperative now. */
export interface Admitted {
  /** Raw Ed25519 public key, hex: whose envelopes count. */
  publicKey: string
  /** X25519 public key, hex, for which keys are wrapped; null of one that opens nothing. */
  encryptionKey: string | null
  /** Whether it may say that a key is destroyed: an admin's. */
  mayDestroy: boolean
}

/** Each call is one transaction. */
export interface DataKeyStore {
  /** X25519 public key of this installation, hex. */
  encryptionKey(): Promise<string>
  agree: Agree
  /** Signs an envelope with the installation's key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** This installation among them. */
  admitted(): Promise<readonly Admitted[]>
  keys(): Promise<readonly DataKey[]>
  /** The envelope that stands, of each key that there is or was. */
  envelopes(): Promise<readonly Envelope[]>
  /** Keeps keys with envelopes that stand from now on; keys whose envelope says that they are destroyed are forgotten. */
  keep(kept: { keys: readonly DataKey[]; envelopes: readonly Envelope[] }): Promise<void>
}
