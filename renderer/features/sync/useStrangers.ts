import type { PlaceMemory } from '#core/records/tables/machineSettings'
import type { Installation } from '../../data/sync/access/installations'
import { usePlaceMemory } from '../../data/sync/placeMemory'

/** Laptops that wrote at a place and that no admin has named, as far as the last rounds know; each once, since it was first met. */
export function useStrangers(installations: readonly Installation[]): PlaceMemory['notAdmitted'] {
  const memory = usePlaceMemory()
  const named = new Set(installations.filter(({ standing }) => standing !== 'not-admitted').map(({ key }) => key))
  const met = [...(memory?.values() ?? [])].flatMap(({ notAdmitted }) => notAdmitted)
  met.sort((one, other) => (one.since < other.since ? -1 : 1))
  const first = new Map<string, PlaceMemory['notAdmitted'][number]>()
  for (const one of met) if (!named.has(one.publicKey) && !first.has(one.publicKey)) first.set(one.publicKey, one)
  return [...first.values()]
}
