/** What is odd about where a device is said to be. A warning, never a bar: the technician is the one who stands there. */
import { z } from 'zod'

export const placementFindingSchema = z.object({
  /**
   * `far-from-order`: not where the work order wants it; `duplicate-nearby`: another hotspot of the fleet, or of today's
   * records, is very near; `moved`: this very device was last known elsewhere; `scattered`: the receiver's fixes disagree;
   * `null-island`: 0, 0.
   */
  code: z.enum(['far-from-order', 'duplicate-nearby', 'moved', 'scattered', 'null-island']),
  /** Metres from what it is compared with, or the scatter. */
  distanceM: z.number().nonnegative(),
  /** One sentence for a person. */
  message: z.string(),
})
export type PlacementFinding = z.infer<typeof placementFindingSchema>
