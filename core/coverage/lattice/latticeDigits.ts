/**
 * How lattice places nest: seven places of one resolution share a parent, and the digit says which of the seven. Odd
 * resolutions (Class III) are turned one way against their parents, even ones the other way. Figures: uber/h3,
 * src/h3lib/lib/coordijk.c (upAp7, upAp7r, downAp7, downAp7r and the unit vectors of the digits), with k folded into
 * i and j.
 */

/** Steps on the lattice by digit: centre, k, j, jk, i, ik, ij. */
const DIGIT_I = [0, -1, 0, -1, 1, 0, 1] as const
const DIGIT_J = [0, -1, 1, 0, 0, -1, 1] as const

/** Digit by step, at (step i + 1) * 3 + step j + 1. The two steps that are no digit cannot come up. */
const STEP_DIGIT = Int8Array.of(1, 3, -1, 5, 0, 2, -1, 4, 6)

/** Digits anticlockwise from the i axis, 60° apart. */
const TURN_ORDER = [4, 6, 2, 3, 1, 5] as const
const TURN_OF_DIGIT = Int8Array.of(-1, 4, 2, 3, 0, 5, 1)

/** A place on the lattice, reused by callers that walk many of them. */
export interface Place {
  i: number
  j: number
}

/** Moves `place`, of `resolution`, to its parent and returns its digit there. */
export function toParent(place: Place, resolution: number): number {
  const { i, j } = place
  if (resolution % 2 === 1) {
    const parentI = nearest((3 * i - j) / 7)
    const parentJ = nearest((i + 2 * j) / 7)
    place.i = parentI
    place.j = parentJ
    return digitOfStep(i - 2 * parentI - parentJ, j - 3 * parentJ + parentI)
  }
  const parentI = nearest((2 * i + j) / 7)
  const parentJ = nearest((3 * j - i) / 7)
  place.i = parentI
  place.j = parentJ
  return digitOfStep(i - 3 * parentI + parentJ, j - parentI - 2 * parentJ)
}

/** A whole number without the sign that -0 has: it would be kept as a fraction from then on. */
function nearest(value: number): number {
  return Math.round(value) | 0
}

function digitOfStep(stepI: number, stepJ: number): number {
  return STEP_DIGIT[(stepI + 1) * 3 + stepJ + 1] as number
}

/** Moves `place` to the child at its centre, which is of `resolution`. */
export function toCentreChild(place: Place, resolution: number): void {
  const { i, j } = place
  place.i = resolution % 2 === 1 ? 2 * i + j : 3 * i - j
  place.j = resolution % 2 === 1 ? 3 * j - i : i + 2 * j
}

/** The places below a parent at (0, 0), `depth` resolutions down to `resolution`, by their digits read as base 7. */
export function descendants(resolution: number, depth: number): { i: Int32Array; j: Int32Array } {
  let places: Place[] = [{ i: 0, j: 0 }]
  for (let level = resolution - depth + 1; level <= resolution; level++) {
    places = places.flatMap((parent) => {
      const centre = { ...parent }
      toCentreChild(centre, level)
      return DIGIT_I.map((stepI, digit) => ({ i: centre.i + stepI, j: centre.j + (DIGIT_J[digit] as number) }))
    })
  }
  return { i: Int32Array.from(places, ({ i }) => i), j: Int32Array.from(places, ({ j }) => j) }
}

/** A digit turned anticlockwise by so many times 60°. */
export function turnDigit(digit: number, turns: number): number {
  if (digit === 0) return 0
  return TURN_ORDER[((TURN_OF_DIGIT[digit] as number) + turns + 6) % 6] as number
}

/** How many times 60° anticlockwise take one digit to another; neither is 0. */
export function turnsBetween(from: number, to: number): number {
  return ((TURN_OF_DIGIT[to] as number) - (TURN_OF_DIGIT[from] as number) + 6) % 6
}
