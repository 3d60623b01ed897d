/** Contents of evidence in memory, with what the records of a laptop say of them. */
import type { EvidenceStore } from '../evidence/EvidenceStore'
import { sealContent } from '../evidence/sealContent'
import type { Chunk } from '../travel/chunks'

export class MemoryEvidence implements EvidenceStore {
  readonly kept = new Map<string, Uint8Array>()
  names: { chunks: string[]; isOwn: boolean }[] = []
  async named() {
    return this.names
  }
  async held(hashes: readonly string[]) {
    return new Set(hashes.filter((hash) => this.kept.has(hash)))
  }
  async chunk(hash: string) {
    return this.kept.get(hash) ?? null
  }
  async keep({ hash, bytes }: Chunk) {
    this.kept.set(hash, bytes)
  }
  /** A record names it, and its content is here as well where it was attached here. */
  name(content: Uint8Array, isOwn: boolean) {
    const { seal, chunks } = sealContent(content, new Uint8Array(32).fill(9))
    this.names.push({ chunks: seal.chunks, isOwn })
    if (isOwn) for (const { hash, bytes } of chunks) this.kept.set(hash, bytes)
    return seal.chunks
  }
}
