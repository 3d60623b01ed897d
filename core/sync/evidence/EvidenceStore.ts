/** What a laptop knows of the contents of evidence: which its records name, and the sealed chunks that it keeps beside them. */
import type { Chunk } from '../travel/chunks'

/** A content that a record names. */
export interface NamedContent {
  /** Hashes of its chunks. */
  chunks: readonly string[]
  /** Whether the record was last written here. */
  isOwn: boolean
}

export interface EvidenceStore {
  /** Those of the records that stand. */
  named(): Promise<readonly NamedContent[]>
  /** Which of these chunks are kept here. */
  held(hashes: readonly string[]): Promise<ReadonlySet<string>>
  /** The bytes of a chunk that is kept; null where it is not, or no longer what its name says. */
  chunk(hash: string): Promise<Uint8Array | null>
  /** Keeps a chunk that is what its hash says. Repeating it changes nothing. @throws Problem `disk.*` */
  keep(chunk: Chunk): Promise<void>
}
