/** What the fleet table shows: which hotspots, in which order. Pure, so that it can be tested and memoised. */
import type { Hotspot } from '#core/model/records'
import { hotspotKeyMatcher, hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { Steps } from './useSteps'

export interface FleetFilter {
  text: string
  /** Empty means every network. */
  networks: string[]
  location: 'any' | 'with' | 'without'
  group: string | null
}

/** A cell chosen on the map, and who is in it. */
export interface ChosenCell {
  cell: string
  ids: ReadonlySet<string>
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

interface Keyed {
  hotspot: Hotspot
  key: string
}

/** Short enough that one step never holds the thread for a frame. */
const STEP_ROWS = 4_000

/** A merge sort into a new array, in short steps; what has no value for the sorted column comes last either way. */
export function* sortSteps(hotspots: Hotspot[], sort: FleetSort): Steps<Hotspot[]> {
  const compare = comparator(sort)
  let runs: Keyed[][] = []
  for (let start = 0; start < hotspots.length; start += STEP_ROWS) {
    const part = hotspots.slice(start, start + STEP_ROWS)
    runs.push(part.map((hotspot) => ({ hotspot, key: sortKey(hotspot, sort.column) })).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: Keyed[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* mergeSteps(runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return (runs[0] ?? []).map(({ hotspot }) => hotspot)
}

function* mergeSteps(a: Keyed[], b: Keyed[], compare: (a: Keyed, b: Keyed) => number): Steps<Keyed[]> {
  const merged: Keyed[] = []
  let [i, j] = [0, 0]
  for (;;) {
    const [left, right] = [a[i], b[j]]
    if (!left || !right) return [...merged, ...a.slice(i), ...b.slice(j)]
    if (compare(left, right) <= 0) {
      merged.push(left)
      i++
    } else {
      merged.push(right)
      j++
    }
    if (merged.length % STEP_ROWS === 0) yield
  }
}

function comparator(sort: FleetSort): (a: Keyed, b: Keyed) => number {
  const direction = sort.descending ? -1 : 1
  return (a, b) => {
    if (a.key === b.key) return a.hotspot.id < b.hotspot.id ? -1 : 1
    if (a.key === '' || b.key === '') return a.key === '' ? 1 : -1
    return a.key < b.key ? -direction : direction
  }
}

/** Keeps the order. Text matches name, key, owner and place. Apart from sorting, so that typing never sorts again. */
export function* filterSteps(hotspots: Hotspot[], filter: FleetFilter): Steps<Hotspot[]> {
  if (!isFiltered(filter)) return hotspots
  const wanted = filter.text.trim().toLowerCase()
  const hasKey = hotspotKeyMatcher(filter.text)
  const fitting: Hotspot[] = []
  for (const [at, hotspot] of hotspots.entries()) {
    if (fits(hotspot, filter, wanted, hasKey)) fitting.push(hotspot)
    if (at % STEP_ROWS === STEP_ROWS - 1) yield
  }
  return fitting
}

function fits(hotspot: Hotspot, filter: FleetFilter, wanted: string, hasKey: (id: string) => boolean): boolean {
  const holds = (text: string | null) => (text ?? '').toLowerCase().includes(wanted)
  return (
    (filter.networks.length === 0 || filter.networks.includes(hotspot.network)) &&
    (filter.location === 'any' || (hotspot.h3 !== null) === (filter.location === 'with')) &&
    (filter.group === null || hotspot.groups.includes(filter.group)) &&
    (wanted === '' || [hotspot.name, hotspotKeyOf(hotspot.id), hotspot.owner, hotspot.place].some(holds) || hasKey(hotspot.id))
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
