/** A document beside what stands under its name. */
import { type Placed, readPlaced } from '../readPlaced'
import type { PutRequest } from './putBeside'

/** same: the same batch or founding, however it is laid out. other: another batch of the same actor and number. */
export function comparePlaced(placed: Placed): PutRequest['compare'] {
  return (bytes) => {
    const there = readPlaced(bytes)
    if (isSame(there, placed)) return 'same'
    return isOtherOf(there, placed) ? 'other' : 'foreign'
  }
}

function isSame(there: Placed, placed: Placed): boolean {
  if (there.kind === 'batch') return placed.kind === 'batch' && there.id.hash === placed.id.hash
  return there.kind === 'founding' && placed.kind === 'founding' && there.cooperative === placed.cooperative
}

function isOtherOf(there: Placed, placed: Placed): boolean {
  if (there.kind !== 'batch' || placed.kind !== 'batch' || there.cooperative !== placed.cooperative) return false
  return there.id.actor === placed.id.actor && there.id.n === placed.id.n
}
