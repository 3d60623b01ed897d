/** The values of groups of cells, each group a range of the layer; see CellCombine for what each way means. */
import type { CellCombine } from './cellLayer'

/** @param members group i is members[i] to members[i + 1] of `values`. */
export function combineValues(combine: CellCombine, values: Float32Array, members: Uint32Array): Float32Array {
  const groups = members.length - 1
  const combined = new Float32Array(groups)
  const rule = combine === 'share' ? mostOf(values) : RULES[combine]
  for (let group = 0; group < groups; group++) combined[group] = rule(values, members[group] ?? 0, members[group + 1] ?? 0)
  return combined
}

/** From a range of values to one; NaN when all of the range are. */
type Rule = (values: Float32Array, from: number, to: number) => number

const RULES: Record<Exclude<CellCombine, 'share'>, Rule> = {
  max(values, from, to) {
    let largest = Number.NaN
    for (let i = from; i < to; i++) {
      const value = values[i] ?? Number.NaN
      if (!(value <= largest) && !Number.isNaN(value)) largest = value
    }
    return largest
  },
  sum: (values, from, to) => {
    const { sum, known } = totalOf(values, from, to)
    return known === 0 ? Number.NaN : sum
  },
  mean: (values, from, to) => {
    const { sum, known } = totalOf(values, from, to)
    return sum / known
  },
}

function totalOf(values: Float32Array, from: number, to: number): { sum: number; known: number } {
  let sum = 0
  let known = 0
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    sum += value
    known += 1
  }
  return { sum, known }
}

/** The value that most of a range have; the smallest of those when several are level. */
function mostOf(all: Float32Array): Rule {
  const distinct = Float32Array.from(new Set(all)).sort()
  const placeOf = new Map(Array.from(distinct, (value, place) => [value, place]))
  const places = Int32Array.from(all, (value) => (Number.isNaN(value) ? -1 : (placeOf.get(value) ?? -1)))
  const counts = new Uint32Array(distinct.length)
  return (_values, from, to) => {
    let best = -1
    for (let i = from; i < to; i++) {
      const place = places[i] ?? -1
      if (place < 0) continue
      const count = (counts[place] ?? 0) + 1
      counts[place] = count
      const most = best < 0 ? 0 : (counts[best] ?? 0)
      if (count > most || (count === most && place < best)) best = place
    }
    for (let i = from; i < to; i++) {
      const place = places[i] ?? -1
      if (place >= 0) counts[place] = 0
    }
    return best < 0 ? Number.NaN : (distinct[best] ?? Number.NaN)
  }
}
