import { defineContract } from '#core/contract/defineContract'
import type { Evidence, EvidenceSeal } from '#core/model/evidence'
import type { Chunk } from '#core/sync/travel/chunks'
import type { PreparedFile } from '../data/evidence/prepareFile'
import { ownData } from '../platform/ownData'

/** What opens a content. */
export type SealedContent = Pick<Evidence, 'sha256' | 'bytes' | 'seal' | 'mediaType'>

export const evidenceContract = defineContract({
  calls: {
    /** A file as it will be kept. Problem `evidence.*`: it is not taken. */
    prepare: { input: ownData<{ file: File }>(), output: ownData<PreparedFile>() },
    /** @param key 32 bytes of this content alone */
    seal: {
      input: ownData<{ content: Uint8Array; key: Uint8Array }>(),
      output: ownData<{ seal: EvidenceSeal; chunks: Chunk[] }>(),
    },
    /** Problem `evidence.wrong-content`. */
    open: {
      input: ownData<{ of: SealedContent; sealed: Uint8Array[] }>(),
      output: ownData<{ content: Uint8Array<ArrayBuffer> }>(),
    },
    /** A photo as it is drawn, no side longer than so many pixels. Problem `evidence.not-drawable`. */
    draw: {
      input: ownData<{ content: Uint8Array<ArrayBuffer>; longestPixels: number }>(),
      output: ownData<{ picture: ImageBitmap }>(),
    },
  },
  events: {},
})
