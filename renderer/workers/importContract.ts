import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import { periodDatesSchema } from '#core/model/periodDates'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { ImportChoices, ImportMapping, ImportPreview, PeriodOutcome } from '../data/imports/importPreview'
import type { ImportOutcome } from '../data/imports/importRecords'
import { ownData } from '../platform/ownData'

/** `total` is null while it is unknown. */
const progress = z.object({ done: z.number(), total: z.number().nullable() })
const preview = ownData<ImportPreview>()

/** A worker holds one opened file; one call at a time. */
export const importContract = defineContract({
  calls: {
    open: { input: z.object({ id: z.string(), file: z.instanceof(File) }), output: preview, progress },
    /** Reads the opened file again with the columns the person named. */
    map: { input: ownData<ImportMapping>(), output: preview, progress },
    /** Reads an opened file of rewards again, as the person answers its questions. */
    answer: { input: ownData<RewardsAnswers>(), output: preview, progress },
    /** What importing the rewards that were read for these days would do; changes nothing. */
    previewPeriod: { input: periodDatesSchema, output: ownData<PeriodOutcome>() },
    /** Writes what was read last, in one transaction. */
    commit: { input: ownData<ImportChoices>(), output: ownData<ImportOutcome>(), progress },
  },
  events: {},
})
