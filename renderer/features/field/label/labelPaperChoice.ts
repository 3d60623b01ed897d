/** The remembered choice of paper, as it is kept. */
import { z } from 'zod'
import { LABEL_GRIDS, type LabelGridName, positionsOn } from '#core/provisioning/label/labelFormats'

const paperSchema = z.object({
  kind: z.enum(['roll-62', 'a4-24', 'a4-65', 'png']).catch('roll-62'),
  /** First free position of each kind of sheet, from 0. */
  startAt: z.object({ 'a4-24': position('a4-24'), 'a4-65': position('a4-65') }).catch({ 'a4-24': 0, 'a4-65': 0 }),
})
export type LabelPaperChoice = z.infer<typeof paperSchema>

function position(grid: LabelGridName) {
  return z
    .number()
    .int()
    .min(0)
    .max(positionsOn(LABEL_GRIDS[grid]) - 1)
    .catch(0)
}

/** What is unreadable is as if it had never been chosen. */
export function parseLabelPaper(text: string | null): LabelPaperChoice {
  try {
    return paperSchema.parse(JSON.parse(text ?? '{}'))
  } catch {
    return paperSchema.parse({})
  }
}
