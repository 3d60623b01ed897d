/** Which groups hotspots are in, by their keys: in the fleet or not, they are shared alike. SPEC.md, rule [AG6]. */
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'

/** A hotspot as a fleet, an agreements file or a record of its groups names it, with groups that it is in. */
export interface GroupedReference {
  /** A reference in its normal form. */
  id: string
  groups: readonly string[]
}

/** The groups of each hotspot of a network by its key, from all that name it; each group once. */
export function groupsByKey(grouped: Iterable<GroupedReference>, network: string): Map<string, string[]> {
  const byKey = new Map<string, string[]>()
  for (const { id, groups } of grouped) {
    if (groups.length === 0) continue
    const key = keyInNetwork(id, network)
    const known = byKey.get(key) ?? []
    byKey.set(key, known)
    for (const group of groups) if (!known.includes(group)) known.push(group)
  }
  return byKey
}

/** Groups by name with their hotspots, as hotspots with their groups. */
export function hotspotsInGroups(groups: Iterable<{ name: string; hotspots: readonly string[] }>): GroupedReference[] {
  const byId = new Map<string, Set<string>>()
  for (const { name, hotspots } of groups) {
    for (const id of hotspots) byId.set(id, (byId.get(id) ?? new Set()).add(name))
  }
  return [...byId].map(([id, names]) => ({ id, groups: [...names] }))
}

/** Hotspots with their groups, as groups by name with their hotspots. */
export function groupsOfHotspots(grouped: Iterable<GroupedReference>): { name: string; hotspots: string[] }[] {
  const byName = new Map<string, string[]>()
  for (const { id, groups } of grouped) {
    for (const name of groups) {
      const hotspots = byName.get(name)
      if (hotspots) hotspots.push(id)
      else byName.set(name, [id])
    }
  }
  return [...byName].map(([name, hotspots]) => ({ name, hotspots }))
}
