/** Contents of evidence: the records name them, and main keeps their sealed chunks on its disk. */
import { base64 } from '@scure/base'
import { actorOf } from '#core/records/operation'
import { stateOf } from '#core/records/recordState'
import type { EvidenceStore, NamedContent } from '#core/sync/evidence/EvidenceStore'
import type { Chunk } from '#core/sync/travel/chunks'
import type { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import type { MainClient } from './mainLine'

export class EvidenceByMain implements EvidenceStore {
  constructor(
    private readonly db: CommonmastDatabase,
    private readonly main: MainClient,
  ) {}

  async named(): Promise<NamedContent[]> {
    const rows = await this.db.evidence.toArray()
    if (rows.length === 0) return []
    const { actor, earlier } = await readMemory(this.db)
    const own = new Set([actor, ...earlier])
    return rows.map((row) => {
      const { stamp, stamps } = stateOf(row)
      const written = stamps?.evidence ?? stamp
      return { chunks: row.seal.chunks, isOwn: typeof written === 'string' && own.has(actorOf(written)) }
    })
  }

  async held(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.main.call('evidence.held', { hashes: [...hashes] })).held)
  }

  async chunk(hash: string): Promise<Uint8Array | null> {
    const { bytes } = await this.main.call('evidence.read', { hash })
    return bytes === null ? null : base64.decode(bytes)
  }

  async keep({ hash, bytes }: Chunk): Promise<void> {
    await this.main.call('evidence.keep', { hash, bytes: base64.encode(bytes) })
  }
}
