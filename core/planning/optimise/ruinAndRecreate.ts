/**
 * Large neighbourhood search: some sites that are near each other are taken out, the hole is filled greedily with a
 * little chance, and the result is kept when it is better or, while the search is warm, not much worse.
 */
import { type FillRule, GreedyFill, plainGain } from './greedyFill'
import type { MergedProblem } from './mergeCells'
import type { QuickRandom } from './quickRandom'
import type { Selection } from './selection'

/** Cycles cool from warm to cold, then begin anew, each some longer. */
const FIRST_CYCLE_STEPS = 400
const CYCLE_GROWTH = 1.3
const MAX_CYCLE_STEPS = 20_000

interface Manner {
  /** Of a cycle, in steps: manners differ in how long a step takes. */
  length: number
  /** Shares of what a site is worth that are given away, at the start and at the end of a cycle. */
  warm: number
  cold: number
  /** At most so many sites are taken out at a time, but for rare large holes. */
  hole: number
  /** The chance that a hole is made by putting a candidate in rather than by taking sites out. */
  force: number
  /** The best of so many candidates, drawn at random, is put in. */
  draws: number
}

/** Where coverage decides: wide holes, filled anew. */
const LOOSE: Manner = { length: 1, warm: 0.8, cold: 0.002, hole: 24, force: 0.3, draws: 4 }
/** Where spacing decides: greedy starts are poor, and sites move one by one, pushing out what is in their way. */
const TIGHT: Manner = { length: 3, warm: 3, cold: 0.03, hole: 6, force: 0.9, draws: 2 }

const TIGHT_FROM = 0.8

export class RuinAndRecreate {
  readonly selection: Selection
  best: number[]
  bestValue: number
  readonly #random: QuickRandom
  readonly #greedy: GreedyFill
  readonly #openTo: Uint8Array
  #current: number
  /** Whether spacing decides more than coverage: then the two manners take turns. */
  readonly isTight: boolean
  #manner = LOOSE
  #step = 0
  /** What it starts from is good already: at first nothing is given away. */
  #isCold = true
  #cycleSteps = FIRST_CYCLE_STEPS

  constructor(selection: Selection, random: QuickRandom) {
    this.selection = selection
    this.best = selection.sorted()
    this.bestValue = selection.value
    this.#current = selection.value
    this.#random = random
    this.#greedy = new GreedyFill(selection, random)
    this.#openTo = new Uint8Array(selection.gain.length).fill(1)
    this.isTight = isTight(selection.problem)
  }

  /** One ruin and one recreation. @returns whether the best became better. */
  step(): boolean {
    const { selection } = this
    if (this.#step++ >= this.#cycleSteps * this.#manner.length) this.#beginCycle()
    const removed: number[] = []
    const added: number[] = []
    this.#ruin(removed, added)
    this.#recreate(removed, added)
    if (selection.value > this.bestValue) {
      this.#current = selection.value
      this.best = selection.sorted()
      this.bestValue = selection.value
      return true
    }
    if (selection.value >= this.#current - this.#tolerance()) {
      this.#current = selection.value
      return false
    }
    for (let at = added.length - 1; at >= 0; at--) selection.remove(added[at] ?? 0)
    for (const site of removed) if (selection.isChosen[site] === 0) selection.add(site)
    return false
  }

  /** How much worse than before is still taken: a share of what one site is worth, blurred. */
  #tolerance(): number {
    const { warm, cold } = this.#manner
    const share = this.#isCold ? cold : warm * (cold / warm) ** (this.#step / (this.#cycleSteps * this.#manner.length))
    return (-Math.log(1 - this.#random()) * share * this.bestValue) / Math.max(4, 4 * this.selection.size)
  }

  #beginCycle(): void {
    const { selection } = this
    this.#step = 0
    this.#isCold = false
    this.#manner = this.isTight && this.#manner === LOOSE ? TIGHT : LOOSE
    this.#cycleSteps = Math.min(MAX_CYCLE_STEPS, Math.ceil(this.#cycleSteps * CYCLE_GROWTH))
    if (this.#random() < 0.7) selection.become(this.best)
    else {
      selection.become([])
      this.#greedy.fill(this.#rule())
    }
    this.#current = selection.value
  }

  #ruin(removed: number[], added: number[]): void {
    const { selection } = this
    const { size } = selection
    const { hole, force } = this.#manner
    const reach = this.#random() < 0.02 ? size : Math.min(size, hole)
    const wanted = 1 + Math.floor(this.#random() ** 2 * reach)
    const way = this.#random()
    if (way < force) this.#forceIn(removed, added)
    else if (way < force + (1 - force) * 0.8) this.#walk(wanted, removed)
    else for (let at = 0; at < wanted && selection.size > 0; at++) this.#remove(this.#anyChosen(), removed)
  }

  /** A random walk from candidate to candidate over shared rows and conflicts takes out the chosen sites that it meets. */
  #walk(wanted: number, removed: number[]): void {
    const { selection } = this
    const { rows, columns, conflicts } = selection.problem
    let at = this.#anyCandidate()
    for (let step = 0; step < 6 * wanted + 10 && removed.length < wanted; step++) {
      if (selection.isChosen[at] === 1) this.#remove(at, removed)
      if (conflicts !== null && this.#random() < 0.4) {
        at = this.#anyOf(conflicts, at) ?? at
      } else {
        const row = this.#anyOf(rows, at)
        at = (row === undefined ? undefined : this.#anyOf(columns, row)) ?? this.#anyCandidate()
      }
    }
  }

  /** Puts a candidate in that is outside; what is in its way goes, the least useful sites first. */
  #forceIn(removed: number[], added: number[]): void {
    const { selection } = this
    const { problem } = selection
    let candidate = -1
    let most = Number.NEGATIVE_INFINITY
    for (let draw = 0; draw < this.#manner.draws; draw++) {
      const other = this.#anyCandidate()
      if (selection.isChosen[other] === 1 || (problem.costs[other] ?? 0) > problem.budget) continue
      const net = (selection.gain[other] ?? 0) - this.#lossInTheWay(other)
      if (net <= most) continue
      candidate = other
      most = net
    }
    if (candidate < 0) return
    const { conflicts } = problem
    if (conflicts !== null) {
      for (const other of conflicts.idx.subarray(conflicts.ptr[candidate], conflicts.ptr[candidate + 1])) {
        if (selection.isChosen[other] === 1) this.#remove(other, removed)
      }
    }
    while (selection.size > 0 && !selection.fits(candidate)) this.#remove(this.#leastUseful(), removed)
    if (!selection.fits(candidate)) return
    selection.add(candidate)
    added.push(candidate)
  }

  /** What the chosen sites in conflict with a candidate alone cover. */
  #lossInTheWay(candidate: number): number {
    const { problem, blockers, loss } = this.selection
    if (problem.conflicts === null || blockers[candidate] === 0) return 0
    const { ptr, idx } = problem.conflicts
    let sum = 0
    // Those outside have nothing to lose.
    for (let at = ptr[candidate] ?? 0, end = ptr[candidate + 1] ?? 0; at < end; at++) sum += loss[idx[at] ?? 0] ?? 0
    return sum
  }

  #leastUseful(): number {
    const { chosen, loss } = this.selection
    let least = chosen[0] ?? 0
    let leastLoss = Number.POSITIVE_INFINITY
    for (let place = 0; place < chosen.length; place++) {
      const site = chosen[place] ?? 0
      const blurred = (loss[site] ?? 0) * (0.6 + 0.8 * this.#random())
      if (blurred >= leastLoss) continue
      least = site
      leastLoss = blurred
    }
    return least
  }

  #recreate(removed: readonly number[], added: number[]): void {
    const { selection } = this
    const rule = this.#rule()
    if (this.#random() < 0.4) {
      for (const site of removed) this.#openTo[site] = 0
      added.push(...this.#greedy.fill(rule, this.#openTo))
      for (const site of removed) this.#openTo[site] = 1
    } else {
      added.push(...this.#greedy.fill(rule))
    }
    // Whatever a blink, a bar or a high price kept out may still fit.
    if (selection.size < selection.problem.count) added.push(...this.#greedy.fill(plainGain))
  }

  #rule(): FillRule {
    const { problem } = this.selection
    const hasBudget = Number.isFinite(problem.budget)
    return {
      costPower: hasBudget ? this.#anyPower() : 0,
      conflictPower: problem.conflicts === null ? 0 : this.#anyPower(),
      noise: this.#random() < 0.4 ? 0 : 0.4 * this.#random() ** 2,
      blink: this.#random() < 0.5 ? 0 : 0.15 * this.#random(),
    }
  }

  #anyPower(): 0 | 0.5 | 1 {
    const draw = this.#random()
    return draw < 0.4 ? 0 : draw < 0.7 ? 0.5 : 1
  }

  #remove(site: number, removed: number[]): void {
    this.selection.remove(site)
    removed.push(site)
  }

  #anyChosen(): number {
    const { chosen } = this.selection
    return chosen[Math.floor(this.#random() * chosen.length)] ?? 0
  }

  #anyCandidate(): number {
    return Math.floor(this.#random() * this.selection.gain.length)
  }

  #anyOf({ ptr, idx }: { ptr: Int32Array; idx: Int32Array }, row: number): number | undefined {
    const start = ptr[row] ?? 0
    return idx[start + Math.floor(this.#random() * ((ptr[row + 1] ?? 0) - start))]
  }
}

/** Whether as many sites as may be chosen would rule out about all the others. */
function isTight({ conflicts, count, budget, originalOf }: MergedProblem): boolean {
  if (conflicts === null || Number.isFinite(budget)) return false
  const partners = conflicts.idx.length / Math.max(1, originalOf.length)
  return partners * count >= TIGHT_FROM * originalOf.length
}
