import type { Stamp } from '../operation'
import type { ElementStamps, RecordState } from '../recordState'
import { knownAdditions, type SetChange } from './addWinsSet'

/**
 * What makes those elements of a set that an act touched be in it or not, as in another state.
 * @returns null when they are so already
 */
export function setBack(name: string, touched: SetChange | undefined, now: RecordState, target: RecordState): SetChange | null {
  const elements = (now.fields[name] as string[] | undefined) ?? []
  const wanted = (target.fields[name] as string[] | undefined) ?? []
  const byElement = now.stamps?.[name] as Record<string, ElementStamps> | undefined
  const add: string[] = []
  const remove: Record<string, Stamp[]> = {}
  for (const element of [...(touched?.add ?? []), ...Object.keys(touched?.remove ?? {})]) {
    if (elements.includes(element) === wanted.includes(element)) continue
    if (wanted.includes(element)) add.push(element)
    else remove[element] = knownAdditions(element, byElement, now.stamp)
  }
  if (add.length === 0 && Object.keys(remove).length === 0) return null
  return { ...(add.length > 0 && { add }), ...(Object.keys(remove).length > 0 && { remove }) }
}
