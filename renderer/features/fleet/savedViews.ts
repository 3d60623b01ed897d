/** Named sets of filters, kept with the cooperative's settings. */
import { z } from 'zod'
import type { FleetFilter } from './viewFleet'

export const VIEWS_SETTING = 'fleet-views'

const filterSchema = z.object({
  text: z.string(),
  networks: z.array(z.string()),
  location: z.enum(['any', 'with', 'without']),
  group: z.string().nullable(),
}) satisfies z.ZodType<FleetFilter>

const viewsSchema = z.array(z.object({ name: z.string().min(1), filter: filterSchema }))
export type SavedView = z.infer<typeof viewsSchema>[number]

/** The views of a setting's value; none when it is not set or not understood. */
export function readViews(value: unknown): SavedView[] {
  return viewsSchema.safeParse(value).data ?? []
}

/** The same name replaces. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view]
}

export function isSameFilter(a: FleetFilter, b: FleetFilter): boolean {
  return (
    a.text === b.text &&
    a.location === b.location &&
    a.group === b.group &&
    a.networks.length === b.networks.length &&
    a.networks.every((network) => b.networks.includes(network))
  )
}
