/**
 * The instance as search and proof want it: required sites are chosen already, candidates that cannot be chosen are gone,
 * and cells that the same candidates cover are one row with their summed weight. Gains stay exact whole numbers.
 */
import type { CompressedRows, CoverageInstance } from './coverageInstance'
import { wholeCosts } from './wholeCosts'

export interface MergedProblem {
  /** The instance's number of each candidate that is left, ascending. */
  originalOf: Int32Array
  /** Per merged row. */
  weights: Float64Array
  /** The rows of each candidate, ascending. */
  rows: CompressedRows
  /** The candidates of each row, ascending. */
  columns: CompressedRows
  /** Sites that may still be chosen. */
  count: number
  /** What they may cost, in the units of `costs`; infinite without a budget. */
  budget: number
  costs: Float64Array
  /** Symmetric, each pair twice; null without conflicts. */
  conflicts: CompressedRows | null
  /** Required candidates, in the instance's numbers, and the weight they cover. */
  required: number[]
  baseValue: number
}

/** @param instance one that `checkInstance` accepts. */
export function mergeCells(instance: CoverageInstance): MergedProblem {
  const { candidateCount, rows, weights, covered, conflicts } = instance
  const required = [...new Set(instance.required)].sort((a, b) => a - b)
  const money = wholeCosts(instance.costs, instance.budget, candidateCount)
  const budget = required.reduce((left, candidate) => left - (money.costs[candidate] ?? 0), money.budget)
  const count = (instance.count ?? candidateCount) - required.length

  const isOpen = new Uint8Array(weights.length)
  for (let cell = 0; cell < weights.length; cell++) isOpen[cell] = covered?.[cell] || weights[cell] === 0 ? 0 : 1
  let baseValue = 0
  const isOut = new Uint8Array(candidateCount)
  const symmetric = conflicts === null ? null : bothWays(conflicts, candidateCount)
  for (const candidate of instance.forbidden) isOut[candidate] = 1
  for (const candidate of required) {
    isOut[candidate] = 1
    for (let at = rows.ptr[candidate] ?? 0; at < (rows.ptr[candidate + 1] ?? 0); at++) {
      const cell = rows.idx[at] ?? 0
      if (isOpen[cell] === 1) baseValue += weights[cell] ?? 0
      isOpen[cell] = 0
    }
    for (const other of symmetric?.idx.subarray(symmetric.ptr[candidate], symmetric.ptr[candidate + 1]) ?? []) isOut[other] = 1
  }
  const kept: number[] = []
  for (let candidate = 0; candidate < candidateCount; candidate++) {
    if (isOut[candidate] === 1 || count <= 0 || (money.costs[candidate] ?? 0) > budget) continue
    if (coversAny(rows, candidate, isOpen)) kept.push(candidate)
  }
  const originalOf = Int32Array.from(kept)
  const merged = mergeRows(rows, originalOf, isOpen, weights)
  return {
    originalOf,
    ...merged,
    count: Math.min(count, originalOf.length),
    budget,
    costs: Float64Array.from(kept, (candidate) => money.costs[candidate] ?? 0),
    conflicts: symmetric && renumber(symmetric, originalOf, candidateCount),
    required,
    baseValue,
  }
}

/** These sites in a problem's own numbers; those that it has decided already are left out. */
export function renumbered(sites: readonly number[], { originalOf }: MergedProblem): number[] {
  const newOf = new Map(Array.from(originalOf, (original, candidate) => [original, candidate]))
  return sites.flatMap((site) => newOf.get(site) ?? [])
}

function coversAny(rows: CompressedRows, candidate: number, isOpen: Uint8Array): boolean {
  for (let at = rows.ptr[candidate] ?? 0; at < (rows.ptr[candidate + 1] ?? 0); at++) {
    if (isOpen[rows.idx[at] ?? 0] === 1) return true
  }
  return false
}

/** Two running hashes per cell find cells alike; lists are compared whole before two cells become one. */
function mergeRows(
  rows: CompressedRows,
  originalOf: Int32Array,
  isOpen: Uint8Array,
  cellWeights: Float64Array,
): Pick<MergedProblem, 'weights' | 'rows' | 'columns'> {
  const byCell = transpose(rows, originalOf, isOpen)
  const cellCount = cellWeights.length
  let slots = 1024
  while (slots < 2 * cellCount) slots *= 2
  const table = new Int32Array(slots).fill(-1)
  const rowOf = new Int32Array(cellCount).fill(-1)
  const firstCell: number[] = []
  const weights: number[] = []
  for (let cell = 0; cell < cellCount; cell++) {
    const start = byCell.ptr[cell] ?? 0
    const end = byCell.ptr[cell + 1] ?? 0
    if (end === start) continue
    let hash = end - start
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (byCell.idx[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15)
    let slot = (hash ^ (hash >>> 13)) & (slots - 1)
    while (table[slot] !== -1 && !sameList(byCell, firstCell[table[slot] ?? 0] ?? 0, cell)) slot = (slot + 1) & (slots - 1)
    if (table[slot] === -1) {
      table[slot] = firstCell.length
      firstCell.push(cell)
      weights.push(0)
    }
    const row = table[slot] ?? 0
    rowOf[cell] = row
    weights[row] = (weights[row] ?? 0) + (cellWeights[cell] ?? 0)
  }
  const columns = pickRows(byCell, firstCell)
  return { weights: Float64Array.from(weights), columns, rows: transposeAll(columns, originalOf.length) }
}

function sameList({ ptr, idx }: CompressedRows, a: number, b: number): boolean {
  const startA = ptr[a] ?? 0
  const startB = ptr[b] ?? 0
  const length = (ptr[a + 1] ?? 0) - startA
  if ((ptr[b + 1] ?? 0) - startB !== length) return false
  for (let at = 0; at < length; at++) if (idx[startA + at] !== idx[startB + at]) return false
  return true
}

/** The candidates (in their new numbers) of each open cell. */
function transpose({ ptr, idx }: CompressedRows, originalOf: Int32Array, isOpen: Uint8Array): CompressedRows {
  const cellPtr = new Int32Array(isOpen.length + 1)
  for (const original of originalOf) {
    for (let at = ptr[original] ?? 0; at < (ptr[original + 1] ?? 0); at++) {
      const cell = idx[at] ?? 0
      if (isOpen[cell] === 1) cellPtr[cell + 1] = (cellPtr[cell + 1] ?? 0) + 1
    }
  }
  for (let cell = 0; cell < isOpen.length; cell++) cellPtr[cell + 1] = (cellPtr[cell + 1] ?? 0) + (cellPtr[cell] ?? 0)
  const next = cellPtr.slice()
  const cellIdx = new Int32Array(cellPtr[isOpen.length] ?? 0)
  for (let candidate = 0; candidate < originalOf.length; candidate++) {
    const original = originalOf[candidate] ?? 0
    for (let at = ptr[original] ?? 0; at < (ptr[original + 1] ?? 0); at++) {
      const cell = idx[at] ?? 0
      if (isOpen[cell] === 0) continue
      const place = next[cell] ?? 0
      cellIdx[place] = candidate
      next[cell] = place + 1
    }
  }
  return { ptr: cellPtr, idx: cellIdx }
}

function pickRows({ ptr, idx }: CompressedRows, picked: readonly number[]): CompressedRows {
  const newPtr = new Int32Array(picked.length + 1)
  for (const [row, from] of picked.entries()) newPtr[row + 1] = (newPtr[row] ?? 0) + (ptr[from + 1] ?? 0) - (ptr[from] ?? 0)
  const newIdx = new Int32Array(newPtr[picked.length] ?? 0)
  for (const [row, from] of picked.entries()) newIdx.set(idx.subarray(ptr[from], ptr[from + 1]), newPtr[row])
  return { ptr: newPtr, idx: newIdx }
}

function transposeAll(rows: CompressedRows, columnCount: number): CompressedRows {
  const every = Int32Array.from({ length: rows.ptr.length - 1 }, (_, row) => row)
  return transpose(rows, every, new Uint8Array(columnCount).fill(1))
}

/** Each pair named by both its sides, once; partners ascending. */
function bothWays({ ptr, idx }: CompressedRows, candidateCount: number): CompressedRows {
  const bounds = new Int32Array(candidateCount + 1)
  for (let a = 0; a < candidateCount; a++) {
    bounds[a + 1] = (bounds[a + 1] ?? 0) + (ptr[a + 1] ?? 0) - (ptr[a] ?? 0)
    for (let at = ptr[a] ?? 0; at < (ptr[a + 1] ?? 0); at++) {
      const b = idx[at] ?? 0
      bounds[b + 1] = (bounds[b + 1] ?? 0) + 1
    }
  }
  for (let a = 0; a < candidateCount; a++) bounds[a + 1] = (bounds[a + 1] ?? 0) + (bounds[a] ?? 0)
  const next = bounds.slice()
  const partners = new Int32Array(bounds[candidateCount] ?? 0)
  for (let a = 0; a < candidateCount; a++) {
    for (let at = ptr[a] ?? 0; at < (ptr[a + 1] ?? 0); at++) {
      const b = idx[at] ?? 0
      const placeA = next[a] ?? 0
      partners[placeA] = b
      next[a] = placeA + 1
      const placeB = next[b] ?? 0
      partners[placeB] = a
      next[b] = placeB + 1
    }
  }
  const newPtr = new Int32Array(candidateCount + 1)
  let length = 0
  for (let a = 0; a < candidateCount; a++) {
    const own = partners.subarray(bounds[a], bounds[a + 1]).sort()
    const start = length
    for (let at = 0; at < own.length; at++) {
      const b = own[at] ?? 0
      // Written over what was read already: no list grows by leaving out what is named twice.
      if (length === start || partners[length - 1] !== b) partners[length++] = b
    }
    newPtr[a + 1] = length
  }
  return { ptr: newPtr, idx: partners.slice(0, length) }
}

function renumber({ ptr, idx }: CompressedRows, originalOf: Int32Array, candidateCount: number): CompressedRows {
  const newOf = new Int32Array(candidateCount).fill(-1)
  for (let candidate = 0; candidate < originalOf.length; candidate++) newOf[originalOf[candidate] ?? 0] = candidate
  const newPtr = new Int32Array(originalOf.length + 1)
  const newIdx = new Int32Array(idx.length)
  let length = 0
  for (let candidate = 0; candidate < originalOf.length; candidate++) {
    const original = originalOf[candidate] ?? 0
    for (let at = ptr[original] ?? 0; at < (ptr[original + 1] ?? 0); at++) {
      const partner = newOf[idx[at] ?? 0] ?? -1
      if (partner >= 0) newIdx[length++] = partner
    }
    newPtr[candidate + 1] = length
  }
  return { ptr: newPtr, idx: newIdx.slice(0, length) }
}
