import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { CalibrationRows, CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import type { RadioProfile } from '#core/model/radioProfile'
import { ownData } from '../platform/ownData'

export const calibrateContract = defineContract({
  calls: {
    fit: {
      input: z.object({ layerId: z.string(), profile: ownData<RadioProfile>() }),
      output: ownData<CalibrationStudy>(),
      /** 0 to 1. */
      progress: z.number(),
    },
    /** Every measurement with its residual before and after, as CSV. */
    residuals: { input: ownData<CalibrationRows>(), output: z.instanceof(Blob) },
  },
  events: {},
})
