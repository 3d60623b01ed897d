/**
 * Keccak-256 as EVM chains use it (not SHA3-256), in WebAssembly: loading is asynchronous, hashing then is not.
 * Bytes in, 32 bytes out.
 */
import { createKeccak } from 'hash-wasm'

/** Hashes bytes at once; each result is a fresh array of 32 bytes. */
export type Keccak = (bytes: Uint8Array) => Uint8Array

let loaded: Promise<Keccak> | null = null

/** The hash function, loaded once for the whole program. */
export function loadKeccak(): Promise<Keccak> {
  loaded ??= createKeccak(256).then((hasher) => (bytes) => hasher.init().update(bytes).digest('binary'))
  return loaded
}
