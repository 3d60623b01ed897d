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

/** Matches name, key, owner and place; what has no value for the sorted column comes last either way. */
export function viewFleet(hotspots: Hotspot[], filter: FleetFilter, sort: FleetSort): Hotspot[] {
  const wanted = filter.text.trim().toLowerCase()
  const kept = hotspots.filter(
    (hotspot) =>
      (filter.networks.length === 0 || filter.networks.includes(hotspot.network)) &&
      (filter.location === 'any' || (hotspot.h3 !== null) === (filter.location === 'with')) &&
      (filter.group === null || hotspot.groups.includes(filter.group)) &&
      (wanted === '' ||
        [hotspot.name, hotspot.id, hotspot.owner, hotspot.place].some((text) => text?.toLowerCase().includes(wanted))),
  )
  const keys = new Map(kept.map((hotspot) => [hotspot.id, sortKey(hotspot, sort.column)]))
  const direction = sort.descending ? -1 : 1
  return kept.sort((a, b) => {
    const [left, right] = [keys.get(a.id) ?? '', keys.get(b.id) ?? '']
    if (left === right) return a.id < b.id ? -1 : 1
    if (left === '' || right === '') return left === '' ? 1 : -1
    return left < right ? -direction : direction
  })
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
