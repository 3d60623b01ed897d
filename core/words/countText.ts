/** Counts with their noun. */
import { numberText } from './numberText'

/** "1 hotspot", "3,640 hotspots". @param many the plural, where it is not the noun with an s */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}
