import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { UndoSummary } from '../data/history/undoSummary'
import type { TakenBack } from '../data/history/undoTask'
import { ownData } from '../platform/ownData'

const input = z.object({ actId: z.string() })

export const undoContract = defineContract({
  calls: {
    /** What taking an act back would do; changes nothing. */
    preview: { input, output: ownData<UndoSummary>() },
    /** Takes an act back in one transaction. */
    takeBack: { input, output: ownData<TakenBack>(), progress: z.object({ done: z.number(), total: z.number() }) },
  },
  events: {},
})
