/** What the renderer may ask of main's journal. */
import { z } from 'zod'
import { countersignatureSchema } from '../journal/countersignature'
import { journalAnchorSchema } from '../journal/journalAnchor'
import { journalEntrySchema } from '../journal/journalEntry'
import { journalFileSchema } from '../journal/journalFile'
import { journalLossSchema } from '../journal/journalLoss'

const nothing = z.object({})

export const journalCalls = {
  /** In pages from the beginning with `afterSeq` 0 and on; without it the newest entries. */
  'journal.list': {
    input: z.object({
      limit: z.number().int().positive().max(10_000).default(200),
      /** Entries behind this one. */
      afterSeq: z.number().int().nonnegative().nullable().default(null),
    }),
    output: z.object({
      /** Oldest first. */
      entries: z.array(journalEntrySchema),
      total: z.number().int(),
      /** Whether the chain holds and nothing is missing that nobody has acknowledged. */
      intact: z.boolean(),
      brokenAt: z.number().int().nullable(),
      /** What is missing or was changed, until a person acknowledges it; nothing is paid before. */
      lost: journalLossSchema.nullable(),
    }),
  },
  /** A person has seen the loss that this entry notes. */
  'journal.acknowledgeLoss': { input: z.object({ seq: z.number().int().positive() }), output: nothing },
  /** Where the journal ended when a key last signed it; null where none ever did. To be kept apart from the journal. */
  'journal.anchor': { input: nothing, output: z.object({ anchor: journalAnchorSchema.nullable() }) },
  /** Compares an anchor that was kept apart; a loss that it tells of is noted and shown by `journal.list`. */
  'journal.checkAnchor': {
    input: z.object({ anchor: journalAnchorSchema }),
    output: z.object({
      /** `shorter`: the journal lacks that entry. `other`: its entry of that number is another one. */
      result: z.enum(['holds', 'shorter', 'other', 'unknown-key']),
      /** Of `shorter` and `other`: whether a person has acknowledged the loss that explains it. */
      acknowledged: z.boolean(),
    }),
  },
  /** The whole journal with its anchor, as the text of a `commonmast-journal-v1` file. */
  'journal.export': { input: nothing, output: z.object({ text: z.string() }) },
  /** Says with this installation's key that another one's journal was seen as far as its last entry. */
  'journal.countersign': { input: z.object({ journal: journalFileSchema }), output: countersignatureSchema },
  /** Takes in what another installation said of this journal, after comparing it; `seq` is of the entry that notes it. */
  'journal.takeCountersignature': {
    input: z.object({ countersignature: countersignatureSchema }),
    output: z.object({ seq: z.number().int().positive() }),
  },
}
