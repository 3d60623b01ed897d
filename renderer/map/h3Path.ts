/**
 * H3 indexes as numbers. An index is a path of digits from its base cell down; the path is 52 bits (7 for the base cell, 45
 * for fifteen digits of 3), which a double holds exactly. Cut to a resolution it is a prefix, and a parent's prefix is its
 * children's divided by 8: grouping needs no strings and no bigints.
 */

const DIGIT_BITS = 45
const FINEST = 15

/** The factor between a full path and a prefix of this resolution. */
const below = Array.from({ length: FINEST + 1 }, (_, resolution) => 2 ** (DIGIT_BITS - 3 * resolution))

/** Upper and lower half of the H3 indexes, without copying. Little-endian, as every machine this runs on. */
export function prefixesOf(cells: BigUint64Array, resolution: number): Float64Array {
  const halves = new Uint32Array(cells.buffer, cells.byteOffset, cells.length * 2)
  const prefixes = new Float64Array(cells.length)
  const divisor = below[resolution] ?? 1
  for (let i = 0; i < cells.length; i++) {
    const path = ((halves[2 * i + 1] ?? 0) & 0xf_ffff) * 2 ** 32 + (halves[2 * i] ?? 0)
    prefixes[i] = Math.floor(path / divisor)
  }
  return prefixes
}

/** The full path of the cell that a prefix stands for: unused digits are all ones. */
const fullPath = (prefix: number, resolution: number) => {
  const divisor = below[resolution] ?? 1
  return prefix * divisor + (divisor - 1)
}

/** The 15 lower-case hex digits of h3-js. */
export function cellOfPrefix(prefix: number, resolution: number): string {
  return `8${resolution.toString(16)}${fullPath(prefix, resolution).toString(16).padStart(13, '0')}`
}

/** Lower and upper half, which h3-js takes in place of its strings. */
export function splitOfPrefix(prefix: number, resolution: number): [number, number] {
  const path = fullPath(prefix, resolution)
  const upper = Math.floor(path / 2 ** 32)
  return [path - upper * 2 ** 32, (0x0800_0000 | (resolution << 20) | upper) >>> 0]
}

/** Of a cell of this resolution in hex. */
export function prefixOfCell(cell: string, resolution: number): number {
  return Math.floor(Number.parseInt(cell.slice(2), 16) / (below[resolution] ?? 1))
}

/** The first place in an ascending list whose value is not less. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of a value in an ascending list, or -1. */
export function findSorted(sorted: Float64Array, value: number): number {
  const place = lowerBound(sorted, value)
  return sorted[place] === value ? place : -1
}
