/** What the fleet table shows: which hotspots, in which order. Pure, so that it can be tested and memoised. */
import type { Hotspot } from '#core/model/records'

export interface FleetFilter {
  text: string
  /** Empty means every network. */
  networks: string[]
  location: 'any' | 'with' | 'without'
  group: string | null
}

export type SortColumn = 'name' | 'network' | 'place' | 'owner' | 'h3' | 'groups' | 'updatedAt'

export interface FleetSort {
  column: SortColumn
  descending: boolean
}

export const EVERYTHING: FleetFilter = { text: '', networks: [], location: 'any', group: null }

export function isFiltered(filter: FleetFilter): boolean {
  return filter.text !== '' || filter.networks.length > 0 || filter.location !== 'any' || filter.group !== null
}

/** In a new array; what has no value for the sorted column comes last either way. */
export function sortFleet(hotspots: Hotspot[], sort: FleetSort): Hotspot[] {
  const direction = sort.descending ? -1 : 1
  return hotspots
    .map((hotspot) => ({ hotspot, key: sortKey(hotspot, sort.column) }))
    .sort((a, b) => {
      if (a.key === b.key) return a.hotspot.id < b.hotspot.id ? -1 : 1
      if (a.key === '' || b.key === '') return a.key === '' ? 1 : -1
      return a.key < b.key ? -direction : direction
    })
    .map(({ hotspot }) => hotspot)
}

/** Keeps the order. Text matches name, key, owner and place. Apart from sorting, so that typing never sorts again. */
export function filterFleet(hotspots: Hotspot[], filter: FleetFilter): Hotspot[] {
  if (!isFiltered(filter)) return hotspots
  const wanted = filter.text.trim().toLowerCase()
  const holds = (text: string | null) => text?.toLowerCase().includes(wanted)
  return hotspots.filter(
    (hotspot) =>
      (filter.networks.length === 0 || filter.networks.includes(hotspot.network)) &&
      (filter.location === 'any' || (hotspot.h3 !== null) === (filter.location === 'with')) &&
      (filter.group === null || hotspot.groups.includes(filter.group)) &&
      (wanted === '' || holds(hotspot.name) || holds(hotspot.id) || holds(hotspot.owner) || holds(hotspot.place)),
  )
}

function sortKey(hotspot: Hotspot, column: SortColumn): string {
  const value = column === 'groups' ? hotspot.groups.join(', ') : hotspot[column]
  return (value ?? '').toLowerCase()
}

/** Networks and groups that occur, in alphabetical order, with how many hotspots have them. */
export function facetsOf(hotspots: Hotspot[]): { networks: [string, number][]; groups: [string, number][]; located: number } {
  const networks = new Map<string, number>()
  const groups = new Map<string, number>()
  let located = 0
  for (const hotspot of hotspots) {
    networks.set(hotspot.network, (networks.get(hotspot.network) ?? 0) + 1)
    for (const group of hotspot.groups) groups.set(group, (groups.get(group) ?? 0) + 1)
    if (hotspot.h3 !== null) located++
  }
  const sorted = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return { networks: sorted(networks), groups: sorted(groups), located }
}
