/** Sites by the cube of space they are in, so that those around a position are found without going through all. */
import type { UnitVector } from './diskPatch'

const FINEST_EDGE = 1e-4
/** Cubes along one axis at the finest edge, with room at both ends. */
const SPAN = 2 ** 15

export class SiteGrid {
  readonly #edge: number
  readonly #cubes = new Map<number, number[]>()

  /** @param searchRad angle within which sites will be asked for, about. */
  constructor(searchRad: number) {
    this.#edge = Math.max(FINEST_EDGE, 2 * Math.sin(Math.min(searchRad, Math.PI) / 2))
  }

  add(id: number, { x, y, z }: UnitVector): void {
    const key = this.#key(this.#step(x), this.#step(y), this.#step(z))
    const cube = this.#cubes.get(key)
    if (cube) cube.push(id)
    else this.#cubes.set(key, [id])
  }

  remove(id: number, { x, y, z }: UnitVector): void {
    const key = this.#key(this.#step(x), this.#step(y), this.#step(z))
    const rest = (this.#cubes.get(key) ?? []).filter((other) => other !== id)
    if (rest.length > 0) this.#cubes.set(key, rest)
    else this.#cubes.delete(key)
  }

  /** Calls back for every site within the angle of a position, and for some a little beyond. */
  around({ x, y, z }: UnitVector, angleRad: number, visit: (id: number) => void): void {
    const chord = 2 * Math.sin(Math.min(angleRad, Math.PI) / 2)
    const [lastI, lastJ, lastK] = [this.#step(x + chord), this.#step(y + chord), this.#step(z + chord)]
    for (let i = this.#step(x - chord); i <= lastI; i++) {
      for (let j = this.#step(y - chord); j <= lastJ; j++) {
        for (let k = this.#step(z - chord); k <= lastK; k++) {
          for (const id of this.#cubes.get(this.#key(i, j, k)) ?? []) visit(id)
        }
      }
    }
  }

  #step(coordinate: number): number {
    return Math.floor(coordinate / this.#edge)
  }

  #key(i: number, j: number, k: number): number {
    return ((i + SPAN / 2) * SPAN + j + SPAN / 2) * SPAN + k + SPAN / 2
  }
}
