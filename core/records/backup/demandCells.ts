/** The cells of demand layers as a backup holds them: columns in base64, because JSON knows no typed arrays. */
import { z } from 'zod'

/** Bytes of so many whole numbers of 64 bits. */
const column = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .refine((text) => text.length % 4 === 0 && ((text.length / 4) * 3 - padding(text)) % 8 === 0, 'it holds no whole numbers')

export const demandCellsSchema = z
  .object({
    id: z.string().min(1),
    layerId: z.string().min(1),
    part: z.number().int().nonnegative(),
    cells: column,
    weights: column,
  })
  .refine(({ cells, weights }) => cells.length === weights.length, {
    message: 'it holds as many cells as weights',
    path: ['weights'],
  })
export type DemandCells = z.infer<typeof demandCellsSchema>

function padding(text: string): number {
  if (text.endsWith('==')) return 2
  return text.endsWith('=') ? 1 : 0
}
