/** One run of `optimise`: what is known so far, and the order in which the methods get the time. */
import { Problem } from '../../model/problem'
import { nextTurn, nowMs } from '../../model/turns'
import { BoundSearch } from './boundSearch'
import type { CoverageInstance } from './coverageInstance'
import { firstChoices } from './firstChoices'
import { type MergedProblem, mergeCells, renumbered } from './mergeCells'
import type { OptimisedChoice, OptimiseOptions } from './optimise'
import { pickCore } from './pickCore'
import { plainBound } from './plainBound'
import type { Proof } from './prover'
import { quickRandom } from './quickRandom'
import { asInstance, reduceByBound } from './reduceByBound'
import { RuinAndRecreate } from './ruinAndRecreate'
import type { Known, Proving, Round } from './runState'
import {
  CORE_GROWTH,
  CORE_PER_SITE,
  FAR,
  FAR_BOUND_MS,
  FIRST_BOUND_SHARE,
  FIRST_BOUND_STEPS,
  FIRST_SEARCH_SHARE,
  FIRST_SEARCH_STEPS,
  LARGEST_TO_MERGE,
  LAST_MS,
  LEAST_CORE,
  LEAST_PROOF_MS,
  LEAST_ROUND_MS,
  LEAST_SPACED_CORE,
  LONGEST_TURN_MS,
  MAX_PROOF_ROWS,
  NEAR_BOUND_MS,
  REPORT_EVERY_MS,
  ROUND_GROWTH,
  ROUND_SHARE,
  SLICE_MS,
  TIGHT_SEARCH_SHARE,
  TIGHT_SEARCH_STEPS,
  TURN_MS,
  WORTH_ANEW,
  WORTHWHILE,
} from './searchTimes'
import { Selection } from './selection'
import { StopSwitch } from './stopSwitch'
import { LONGEST_WALL, WorkClock } from './workClock'

export class OptimiseRun {
  readonly #options: OptimiseOptions & { startedAtMs: number }
  readonly #problem: MergedProblem
  readonly #candidateCount: number
  readonly #random: () => number
  #madeBound: BoundSearch | null = null
  /** All times but that of the turns and reports are by this clock. */
  readonly #clock: WorkClock
  readonly #deadlineMs: number
  readonly #wallDeadlineMs: number
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
    this.#upperBound = plainBound(this.#problem)
    this.#clock = new WorkClock(nowMs() - options.startedAtMs)
    this.#deadlineMs = options.timeMs - Math.min(LAST_MS, options.timeMs / 20)
    this.#wallDeadlineMs = options.startedAtMs + LONGEST_WALL * options.timeMs
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
    for (const site of renumbered(this.#options.from?.sites ?? [], this.#problem)) if (selection.fits(site)) selection.add(site)
    if (selection.size > 0) this.#learn(selection, this.#options.from?.method ?? 'greedy')
    for (const method of firstChoices(
      selection,
      this.#random,
      () => !this.#isStopped && !this.#isTimeOver(this.#clock.stepped('search')),
    )) {
      this.#learn(selection, method)
      await this.#pause()
      if (this.#isOver) return
    }
  }

  async #improve(search: RuinAndRecreate, steps: number, untilMs: number, within?: MergedProblem): Promise<void> {
    for (let step = 0; step < steps && !this.#isOver; step++) {
      if (search.step()) this.#learn(search.selection, 'ruin and recreate', within)
      if (this.#clock.stepped('search') >= untilMs) return
      if (nowMs() - this.#turnAtMs >= SLICE_MS) await this.#pause()
    }
  }

  async #lowerBound(steps: number, untilMs: number): Promise<void> {
    for (let step = 0; step < steps && !this.#isOver && !this.#bound.isSpent; step++) {
      this.#bound.step(this.#best.value)
      this.#upperBound = Math.max(this.#best.value, Math.min(this.#upperBound, this.#bound.wholeBound))
      if (this.#clock.stepped('bound') >= untilMs) return
      if (nowMs() - this.#turnAtMs >= SLICE_MS) await this.#pause()
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
        await this.#takeTurns(round, Math.min(this.#deadlineMs, this.#clock.worked() + roundMs), () => !proving?.proof)
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
    while (!this.#isOver && mayGoOn() && this.#clock.workedMs < untilMs) {
      await this.#improve(search, Number.POSITIVE_INFINITY, Math.min(untilMs, this.#clock.workedMs + this.#turnMs), problem)
      if (this.#isOver || !mayGoOn()) return
      const gap = this.#upperBound - this.#best.value
      const boundMs = gap > FAR * this.#best.value ? FAR_BOUND_MS : NEAR_BOUND_MS
      await this.#lowerBound(Number.POSITIVE_INFINITY, Math.min(untilMs, this.#clock.workedMs + boundMs))
      const closed = (gap - (this.#upperBound - this.#best.value)) / gap
      this.#turnMs = closed < WORTHWHILE ? Math.min(LONGEST_TURN_MS, 2 * this.#turnMs) : TURN_MS
    }
  }

  #startProof(problem: MergedProblem, known: Known, ended: StopSwitch): Proving | null {
    const { prover } = this.#options
    const leftMs = this.#deadlineMs - this.#clock.worked()
    if (!prover || problem.weights.length > MAX_PROOF_ROWS || leftMs < LEAST_PROOF_MS) return null
    // By the wall, beside this thread: it is ended when the search is.
    const timeMs = this.#wallDeadlineMs - nowMs()
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
    return this.#best.value >= this.#upperBound || this.#isStopped || this.#isTimeOver(this.#clock.workedMs)
  }

  #isTimeOver(workedMs: number): boolean {
    return workedMs >= this.#deadlineMs || nowMs() >= this.#wallDeadlineMs
  }

  #shareEnd(share: number): number {
    const now = this.#clock.worked()
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
        workedMs: this.#clock.workedMs,
      })
    }
    this.#clock.worked()
    await nextTurn()
    this.#clock.waited()
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
      workedMs: this.#clock.worked(),
      gains,
      stoppedEarly: this.#options.stopSignal?.aborted === true && value < this.#upperBound,
    }
  }
}
