import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { FrameReading } from '#core/files/qr/FileFrameReader'
import type { ProblemData } from '#core/model/problem'
import { ownData } from '../platform/ownData'

/** What a picture of the camera told. */
export type PictureReading =
  | Exclude<FrameReading, { kind: 'refused' }>
  | { kind: 'refused'; problem: ProblemData }
  /** No code is in it. */
  | { kind: 'nothing' }

export const qrScanContract = defineContract({
  calls: {
    read: { input: ownData<{ picture: ImageBitmap }>(), output: ownData<PictureReading>() },
    /** Forgets what it has, to read another file. */
    reset: { input: z.object({}), output: z.object({}) },
  },
  events: {},
})
