/** How a run of `optimise` divides its time and what it keeps to; all found by trial on the instances with proved optima. */

/** Work between two turns of the event loop. */
export const SLICE_MS = 30
export const REPORT_EVERY_MS = 250
export const FIRST_SEARCH_STEPS = 400
export const FIRST_SEARCH_SHARE = 0.05
/** Where spacing decides, bounds stay far off and search needs the time. */
export const TIGHT_SEARCH_STEPS = 20_000
export const TIGHT_SEARCH_SHARE = 0.75
export const FIRST_BOUND_STEPS = 400
export const FIRST_BOUND_SHARE = 0.2
/** Then search and bound take turns; the bound gets more of the time while it is far off and falls. */
export const TURN_MS = 100
export const LONGEST_TURN_MS = 1600
export const NEAR_BOUND_MS = 30
export const FAR_BOUND_MS = 150
export const FAR = 0.009
/** The share of the gap that a turn of the bound should close. */
export const WORTHWHILE = 0.03
/** Search keeps to a core, chosen anew in every round, and wider when a round finds nothing. */
export const LEAST_CORE = 100
/** With spacing the bound is far off, and prices say less. */
export const LEAST_SPACED_CORE = 1000
export const CORE_PER_SITE = 3
export const CORE_GROWTH = 1.5
export const LEAST_ROUND_MS = 300
export const ROUND_SHARE = 0.08
export const WORTH_ANEW = 0.9
export const ROUND_GROWTH = 1.2
/** Rows beyond which the problem is not merged once more only to see whether a prover could take it. */
export const LARGEST_TO_MERGE = 60_000
/** Beyond that the exact solver does not come to an end. */
export const MAX_PROOF_ROWS = 20_000
/** What a proof needs at least, and what is kept back to hand in the answer. */
export const LEAST_PROOF_MS = 150
export const LAST_MS = 40
