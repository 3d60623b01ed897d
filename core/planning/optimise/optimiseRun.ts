/** One run of `optimise`: what is known so far, and the order in which the methods get the time. */
import { Problem } from '../../model/problem'
import { nextTurn, nowMs } from '../../model/turns'
import { BoundSearch } from './boundSearch'
import type { CoverageInstance } from './coverageInstance'
import { firstChoices } from './firstChoices'
import { type MergedProblem, mergeCells, renumbered } from './mergeCells'
import type { OptimisedChoice, OptimiseOptions } from './optimise'
import { pickCore } from './pickCore'
import type { Proof } from './prover'
import { quickRandom } from './quickRandom'
import { asInstance, reduceByBound } from './reduceByBound'
import { RuinAndRecreate } from './ruinAndRecreate'
import { Selection } from './selection'
import { StopSwitch } from './stopSwitch'

/** Work between two turns of the event loop. */
const SLICE_MS = 30
const REPORT_EVERY_MS = 250
const FIRST_SEARCH_STEPS = 400
const FIRST_SEARCH_SHARE = 0.05
/** Where spacing decides, bounds stay far off and search needs the time. */
const TIGHT_SEARCH_STEPS = 20_000
const TIGHT_SEARCH_SHARE = 0.75
const FIRST_BOUND_STEPS = 400
const FIRST_BOUND_SHARE = 0.2
/** Then search and bound take turns; the bound gets more of the time while it is far off and falls. */
const TURN_MS = 100
const LONGEST_TURN_MS = 1600
const NEAR_BOUND_MS = 30
const FAR_BOUND_MS = 150
const FAR = 0.015
/** The share of the gap that a turn of the bound should close. */
const WORTHWHILE = 0.03
/** Search keeps to a core, chosen anew in every round, and wider when a round finds nothing. */
const LEAST_CORE = 300
/** With spacing the bound is far off, and prices say less. */
const LEAST_SPACED_CORE = 1000
const CORE_PER_SITE = 5
const CORE_GROWTH = 1.5
const LEAST_ROUND_MS = 300
const ROUND_SHARE = 0.08
const WORTH_ANEW = 0.9
const ROUND_GROWTH = 1.2
/** Rows beyond which the problem is not merged once more only to see whether a prover could take it. */
const LARGEST_TO_MERGE = 60_000
/** Beyond that the exact solver does not come to an end. */
const MAX_PROOF_ROWS = 20_000
/** What a proof needs at least, and what is kept back to hand in the answer. */
const LEAST_PROOF_MS = 150
const LAST_MS = 40

interface Known {
  /** In the numbers of the merged problem. */
  sites: number[]
  value: number
  method: string
}

interface Round {
  /** The core, and all that is open where it is worth proving. */
  problem: MergedProblem
  whole: MergedProblem | null
  left: number
  search: RuinAndRecreate
}

interface Proving {
  problem: MergedProblem
  known: Known
  proof: Proof | null
  done: Promise<void>
}

export class OptimiseRun {
  readonly #options: OptimiseOptions & { startedAtMs: number }
  readonly #problem: MergedProblem
  readonly #candidateCount: number
  readonly #random: () => number
  #madeBound: BoundSearch | null = null
  readonly #deadlineMs: number
  #best: Known = { sites: [], value: 0, method: 'greedy' }
  #upperBound: number
  #reportedAtMs = Number.NEGATIVE_INFINITY
  #turnAtMs: number
  #turnMs = TURN_MS

  constructor(instance: CoverageInstance, options: OptimiseOptions & { startedAtMs: number }) {
    this.#options = options
    this.#candidateCount = instance.candidateCount
    this.#problem = mergeCells(instance)
    this.#random = quickRandom(options.seed ?? 1)
    this.#upperBound = this.#problem.weights.reduce((sum, weight) => sum + weight, 0)
    this.#deadlineMs = options.startedAtMs + options.timeMs - Math.min(LAST_MS, options.timeMs / 20)
    this.#turnAtMs = nowMs()
  }

  async finish(): Promise<OptimisedChoice> {
    await this.#pause()
    await this.#findFirst()
    // In its own numbers, so that what is found needs no translation.
    const problem = { ...this.#problem, originalOf: this.#problem.originalOf.map((_, own) => own), required: [], baseValue: 0 }
    const selection = new Selection(problem)
    selection.become(this.#best.sites)
    const search = new RuinAndRecreate(selection, this.#random)
    if (search.isTight) await this.#improve(search, TIGHT_SEARCH_STEPS, this.#shareEnd(TIGHT_SEARCH_SHARE))
    else await this.#improve(search, FIRST_SEARCH_STEPS, this.#shareEnd(FIRST_SEARCH_SHARE))
    await this.#lowerBound(FIRST_BOUND_STEPS, this.#shareEnd(FIRST_BOUND_SHARE))
    if (!this.#isOver) await this.#decide({ problem, whole: problem, left: problem.originalOf.length, search })
    await this.#pause()
    return this.#answer()
  }

  async #findFirst(): Promise<void> {
    const selection = new Selection(this.#problem)
    for (const method of firstChoices(selection, this.#random, () => nowMs() < this.#deadlineMs && !this.#isStopped)) {
      this.#learn(selection, method)
      await this.#pause()
      if (this.#isOver) return
    }
  }

  async #improve(search: RuinAndRecreate, steps: number, untilMs: number, within?: MergedProblem): Promise<void> {
    for (let step = 0; step < steps && !this.#isOver; step++) {
      if (search.step()) this.#learn(search.selection, 'ruin and recreate', within)
      const now = nowMs()
      if (now >= untilMs) return
      if (now - this.#turnAtMs >= SLICE_MS) await this.#pause()
    }
  }

  async #lowerBound(steps: number, untilMs: number): Promise<void> {
    for (let step = 0; step < steps && !this.#isOver && !this.#bound.isSpent; step++) {
      this.#bound.step(this.#best.value)
      this.#upperBound = Math.max(this.#best.value, Math.min(this.#upperBound, this.#bound.wholeBound))
      const now = nowMs()
      if (now >= untilMs) return
      if (now - this.#turnAtMs >= SLICE_MS) await this.#pause()
    }
  }

  /** What is not decided by the bound goes to the prover, while search and bound go on here in turns. */
  async #decide(first: Round): Promise<void> {
    const ended = new StopSwitch()
    let proving: Proving | null = null
    let round = first
    let coreSize = (this.#problem.conflicts === null ? LEAST_CORE : LEAST_SPACED_CORE) + CORE_PER_SITE * this.#bound.mostSites
    let roundMs = Math.max(LEAST_ROUND_MS, ROUND_SHARE * this.#options.timeMs)
    try {
      while (!this.#isOver && !proving?.proof) {
        const known = this.#best
        round = this.#beginRound(known, coreSize, round)
        if (round.whole?.originalOf.length === 0) return this.#limit(round.whole.baseValue, known)
        proving ??= round.whole && this.#startProof(round.whole, known, ended)
        await this.#takeTurns(round, Math.min(this.#deadlineMs, nowMs() + roundMs), () => !proving?.proof)
        if (this.#best === known) coreSize *= CORE_GROWTH
        roundMs *= ROUND_GROWTH
      }
    } finally {
      ended.stop()
      await proving?.done
    }
    if (proving?.proof) this.#learnProof(proving.proof, proving.problem, proving.known)
  }

  /** The core by the prices of now; where all is in it, the round before goes on until much more is decided. */
  #beginRound(known: Known, coreSize: number, before: Round): Round {
    const open = reduceByBound(this.#bound, known.sites, known.value)
    const core = pickCore(open, this.#bound.worth, known.sites, coreSize)
    const left = core.candidateCount - core.forbidden.length - core.required.length
    if (core === open && before.whole !== null && left > WORTH_ANEW * before.left) return before
    const problem = mergeCells(core)
    const isSmall = this.#problem.weights.length <= LARGEST_TO_MERGE
    const whole = core === open ? problem : isSmall ? mergeCells(open) : null
    const selection = new Selection(problem)
    selection.become(renumbered(known.sites, problem))
    return { problem, whole, left, search: new RuinAndRecreate(selection, this.#random) }
  }

  /** Search and bound, in turns; the longer the bound stays where it is, the rarer are its turns. */
  async #takeTurns({ search, problem }: Round, untilMs: number, mayGoOn: () => boolean): Promise<void> {
    while (!this.#isOver && mayGoOn() && nowMs() < untilMs) {
      await this.#improve(search, Number.POSITIVE_INFINITY, Math.min(untilMs, nowMs() + this.#turnMs), problem)
      if (this.#isOver || !mayGoOn()) return
      const gap = this.#upperBound - this.#best.value
      const boundMs = gap > FAR * this.#best.value ? FAR_BOUND_MS : NEAR_BOUND_MS
      await this.#lowerBound(Number.POSITIVE_INFINITY, Math.min(untilMs, nowMs() + boundMs))
      const closed = (gap - (this.#upperBound - this.#best.value)) / gap
      this.#turnMs = closed < WORTHWHILE ? Math.min(LONGEST_TURN_MS, 2 * this.#turnMs) : TURN_MS
    }
  }

  #startProof(problem: MergedProblem, known: Known, ended: StopSwitch): Proving | null {
    const { prover } = this.#options
    const timeMs = this.#deadlineMs - nowMs()
    if (!prover || problem.weights.length > MAX_PROOF_ROWS || timeMs < LEAST_PROOF_MS) return null
    const onBound = (bound: number) => this.#limit(bound + problem.baseValue, known)
    const proving: Proving = { problem, known, proof: null, done: Promise.resolve() }
    const task = { instance: asInstance(problem), start: renumbered(known.sites, problem) }
    proving.done = prover(task, { timeMs, signal: ended, onBound }).then(
      (proof) => {
        proving.proof = proof
      },
      // A prover that cannot run leaves the choice unproved and no worse.
      () => undefined,
    )
    return proving
  }

  /** Takes the proof's own choice where it is better than what it started from: the same one on every machine. */
  #learnProof(proof: Proof, reduced: MergedProblem, known: Known): void {
    const selection = new Selection(reduced)
    selection.become(proof.sites ?? [])
    const value = reduced.baseValue + selection.value
    const isComplete = proof.complete && Math.max(value, known.value) >= this.#best.value
    if (isComplete) this.#best = known
    if (value > this.#best.value) this.#learn(selection, 'HiGHS', reduced)
    this.#limit(isComplete ? this.#best.value : proof.upperBound + reduced.baseValue, known)
  }

  /** A bound that holds for every choice better than `known`. */
  #limit(bound: number, known: Known): void {
    this.#upperBound = Math.max(this.#best.value, Math.min(this.#upperBound, Math.max(known.value, Math.floor(bound + 1e-6))))
  }

  #learn(selection: Selection, method: string, within?: MergedProblem): void {
    const value = selection.value + (within?.baseValue ?? 0)
    if (value <= this.#best.value) return
    const sites = within
      ? [...within.required, ...selection.chosen.map((site) => within.originalOf[site] ?? 0)]
      : selection.sorted()
    this.#best = { sites: sites.sort((a, b) => a - b), value, method }
    this.#upperBound = Math.max(value, this.#upperBound)
  }

  /** Made when it is first needed: grouping many conflicts takes its time. */
  get #bound(): BoundSearch {
    this.#madeBound ??= new BoundSearch(this.#problem)
    return this.#madeBound
  }

  get #isStopped(): boolean {
    return this.#options.stopSignal?.aborted === true || this.#options.signal?.aborted === true
  }

  get #isOver(): boolean {
    return this.#best.value >= this.#upperBound || this.#isStopped || nowMs() >= this.#deadlineMs
  }

  #shareEnd(share: number): number {
    const now = nowMs()
    return now + Math.max(0, this.#deadlineMs - now) * share
  }

  /** Reports when it is time to, and lets cancel and stop come through. */
  async #pause(): Promise<void> {
    const { onProgress, startedAtMs, signal } = this.#options
    const now = nowMs()
    if (onProgress && now - this.#reportedAtMs >= REPORT_EVERY_MS) {
      this.#reportedAtMs = now
      const { baseValue } = this.#problem
      const { value, method } = this.#best
      onProgress({
        value: value + baseValue,
        upperBound: this.#upperBound + baseValue,
        method,
        elapsedMs: now - startedAtMs,
      })
    }
    await nextTurn()
    this.#turnAtMs = nowMs()
    if (signal?.aborted) {
      throw new Problem('plan.cancelled', 'Choosing was stopped and nothing was saved: start it again when ready.')
    }
  }

  #answer(): OptimisedChoice {
    const { required, originalOf, baseValue } = this.#problem
    const { sites, value, method } = this.#best
    const selection = new Selection(this.#problem)
    selection.become(sites)
    const gains = new Float64Array(this.#candidateCount)
    for (const [candidate, original] of originalOf.entries()) gains[original] = selection.gain[candidate] ?? 0
    return {
      sites: [...required, ...sites.map((site) => originalOf[site] ?? 0)].sort((a, b) => a - b),
      value: value + baseValue,
      upperBound: this.#upperBound + baseValue,
      proved: value >= this.#upperBound,
      method,
      elapsedMs: nowMs() - this.#options.startedAtMs,
      gains,
      stoppedEarly: this.#options.stopSignal?.aborted === true && value < this.#upperBound,
    }
  }
}
