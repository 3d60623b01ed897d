import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import { LAST_FRAME } from '#core/files/qr/fileFrames'
import type { NamedFile } from '#core/files/qr/packFile'
import type { QrModules } from '#core/files/qr/qrModules'
import { ownData } from '../platform/ownData'

export interface QrFile {
  /** Of the packed file. */
  packedBytes: number
  /** With so many codes a reader that misses none has the file. */
  needed: number
}

export const qrShowContract = defineContract({
  calls: {
    /** Packs a file; its codes are then asked for by number. */
    open: { input: ownData<NamedFile>(), output: ownData<QrFile>() },
    /** A code of the file that was opened. */
    code: { input: z.object({ frame: z.number().int().positive().max(LAST_FRAME) }), output: ownData<QrModules>() },
  },
  events: {},
})
