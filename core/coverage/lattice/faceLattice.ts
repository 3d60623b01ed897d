/** The lattices of all faces at one resolution: places to positions, and places to H3 indexes. */
import { latLngToCell } from 'h3-js'
import { h3Number, h3Text } from '../../geo/h3Index'
import { invariant } from '../../model/problem'
import { faceFrames, latticeUnit } from './icosahedron'
import { type Place, toParent, turnDigit, turnsBetween } from './latticeDigits'

const DEGREES = 180 / Math.PI
/** Res-0 places of a face lie within so many steps of its centre. */
const BASE_SPAN = 16

/** What H3 calls a region of one face: its base cell, and how far its digits are turned against the face's own. */
interface Region {
  baseCell: number
  turns: number
}

/** A place's H3 digits, from resolution 1 on, below its base cell. */
export interface CellAddress {
  baseCell: number
  digits: number[]
  turns: number
}

/**
 * Regions by face, res-0 place and first digit that is not 0 (at a pentagon the turn depends on it). They are learned
 * from H3 itself, one cell of each, instead of being copied as tables.
 */
const regions = new Map<number, Region>()

export class FaceLattice {
  readonly frames
  readonly unit: number

  constructor(readonly resolution: number) {
    this.frames = faceFrames(resolution)
    this.unit = latticeUnit(resolution)
  }

  /** Centre of a place, degrees. */
  centre(face: number, i: number, j: number): [lat: number, lng: number] {
    const frame = this.frames[face]
    invariant(frame, `face ${face}`)
    const x = (i - j * 0.5) * this.unit
    const y = j * (Math.sqrt(3) / 2) * this.unit
    const px = frame.cx + x * frame.ux + y * frame.vx
    const py = frame.cy + x * frame.uy + y * frame.vy
    const pz = frame.cz + x * frame.uz + y * frame.vz
    return [Math.atan2(pz, Math.hypot(px, py)) * DEGREES, Math.atan2(py, px) * DEGREES]
  }

  /** The H3 address of a place whose centre lies on `face`. */
  address(face: number, i: number, j: number): CellAddress {
    const place: Place = { i, j }
    const digits: number[] = []
    for (let level = this.resolution; level > 0; level--) digits.push(toParent(place, level))
    digits.reverse()
    const leading = digits.find((digit) => digit !== 0) ?? 0
    const key = ((face * BASE_SPAN + place.i + BASE_SPAN / 2) * BASE_SPAN + place.j + BASE_SPAN / 2) * 7 + leading
    let region = regions.get(key)
    if (!region) {
      region = this.#learnRegion(this.centre(face, i, j), digits)
      regions.set(key, region)
    }
    const { baseCell, turns } = region
    if (turns > 0) for (let level = 0; level < digits.length; level++) digits[level] = turnDigit(digits[level] as number, turns)
    return { baseCell, turns, digits }
  }

  /** The H3 index of a place whose centre lies on `face`. */
  index(face: number, i: number, j: number): bigint {
    return h3Index(this.address(face, i, j), this.resolution)
  }

  #learnRegion([lat, lng]: [number, number], digits: readonly number[]): Region {
    const cell = h3Number(latLngToCell(lat, lng, this.resolution))
    const baseCell = Number((cell >> 45n) & 127n)
    const at = digits.findIndex((digit) => digit !== 0)
    const turns = at < 0 ? 0 : turnsBetween(digits[at] as number, Number((cell >> BigInt(42 - 3 * at)) & 7n))
    const turned = digits.map((digit) => turnDigit(digit, turns))
    invariant(h3Index({ baseCell, digits: turned }, this.resolution) === cell, `digits of ${h3Text(cell)} on the lattice`)
    return { baseCell, turns }
  }
}

/** A cell's 64 bits: mode 1, resolution, base cell, its digits, and 7 for each digit it does not have. */
function h3Index(address: Pick<CellAddress, 'baseCell' | 'digits'>, resolution: number): bigint {
  const { high, low } = h3Words(address, resolution)
  return (BigInt(high) << 32n) | BigInt(low)
}

/** The same in halves, which cost far less than one 64-bit number. */
export function h3Words(
  { baseCell, digits }: Pick<CellAddress, 'baseCell' | 'digits'>,
  resolution: number,
): { high: number; low: number } {
  let high = (1 << 27) | (resolution << 20) | (baseCell << 13)
  let low = 0
  for (let level = 1; level <= 15; level++) {
    const digit = level <= resolution ? (digits[level - 1] as number) : 7
    const shift = 45 - 3 * level
    if (shift > 30) high |= digit << (shift - 32)
    else low |= digit << shift
    // The fifth digit lies across both halves.
    if (shift === 30) high |= digit >> 2
  }
  return { high, low: low >>> 0 }
}
