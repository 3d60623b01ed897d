/** A journal of three entries with its anchor, by a key of a test. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { anchorBytes } from '../journalAnchor'
import { genesisHash, hashJournalEntry } from '../journalChain'
import type { JournalEntry } from '../journalEntry'
import { JOURNAL_FORMAT, type JournalFile } from '../journalFile'

export interface ExampleKey {
  publicKeyHex: string
  sign(bytes: Uint8Array): Uint8Array
}

export function exampleKey(fill: number): ExampleKey {
  const secretKey = new Uint8Array(32).fill(fill)
  return {
    publicKeyHex: bytesToHex(ed25519.getPublicKey(secretKey)),
    sign: (bytes) => ed25519.sign(bytes, secretKey),
  }
}

export function exampleJournal({ publicKeyHex: publicKey, sign }: ExampleKey): JournalFile {
  const entries: JournalEntry[] = []
  const stated = [
    { kind: 'key.in-use', data: { publicKey, previousPublicKey: null, reason: 'first-start' } },
    { kind: 'backup.kept', data: { path: 'backups/1.json' } },
    { kind: 'journal.exported', data: {} },
  ]
  for (const { kind, data } of stated) {
    const seq = entries.length + 1
    const unhashed = { seq, at: `2026-03-01T10:00:0${seq}.000Z`, kind, data, prev: entries.at(-1)?.hash ?? genesisHash }
    entries.push({ ...unhashed, hash: hashJournalEntry(unhashed) })
  }
  const at = '2026-03-01T10:00:04.000Z'
  const facts = { format: 'commonmast-journal-anchor-v1', seq: 3, hash: entries[2]?.hash ?? '', at, publicKey } as const
  const anchor = { ...facts, signature: bytesToHex(sign(anchorBytes(facts))) }
  return { format: JOURNAL_FORMAT, exportedAt: at, entries, anchor }
}
