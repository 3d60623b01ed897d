/** Named sets of filters, kept on this machine. */
import type { FleetViews } from '#core/records/tables/machineSettings'
import type { FleetFilter } from './viewFleet'

export type SavedView = FleetViews[number]

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
