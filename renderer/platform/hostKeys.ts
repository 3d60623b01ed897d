/**
 * The keys by which this page knows its console, see core/contract/hostProof: that of the launch from the page's address, that
 * of the installation from the browser's store, where no script can read it out again.
 */
import type { KeyName, ProofOf } from '#core/contract/hostProof'
import { proofText } from '#core/contract/hostProof'

/** The browser's own store for it; the records have nothing to do with it. */
const STORE = { database: 'commonmast-host', table: 'keys', id: 'installation' }

const KEY = /^[0-9a-f]{64}$/

/** Of the page's path, `/KEY/`; null where the page was opened without one. */
function launchKeyIn(path: string): string | null {
  const [, first = ''] = path.split('/')
  return KEY.test(first) ? first : null
}

/** The keys that this page knows, the launch's first. Without a place to keep keys there is the launch's alone. */
export async function knownKeys(path: string): Promise<Map<KeyName, CryptoKey>> {
  const keys = new Map<KeyName, CryptoKey>()
  const launch = launchKeyIn(path)
  if (launch) keys.set('launch', await importKey(launch))
  const installation = await readKey().catch(() => null)
  if (installation) keys.set('installation', installation)
  return keys
}

/** Keeps the installation's key, so that it can be used and not be read. */
export async function keepInstallationKey(hex: string): Promise<void> {
  const key = await importKey(hex)
  await inStore('readwrite', (table) => table.put(key, STORE.id))
}

/** In hex. */
export async function proofWith(key: CryptoKey, of: ProofOf): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(proofText(of))))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether a proof is the one that `key` gives. The comparison is the browser's own, in constant time. */
export function isProofWith(key: CryptoKey, proof: string, of: ProofOf): Promise<boolean> {
  return crypto.subtle.verify('HMAC', key, bytesOf(proof), new TextEncoder().encode(proofText(of)))
}

export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function importKey(hex: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(hex), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

async function readKey(): Promise<CryptoKey | null> {
  const key = await inStore('readonly', (table) => table.get(STORE.id))
  return key instanceof CryptoKey ? key : null
}

function inStore<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(STORE.database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE.table)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const transaction = database.transaction(STORE.table, mode)
      const request = work(transaction.objectStore(STORE.table))
      transaction.oncomplete = () => {
        database.close()
        resolve(request.result)
      }
      transaction.onabort = () => {
        database.close()
        reject(transaction.error)
      }
    }
  })
}
