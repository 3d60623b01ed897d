import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { Proof, ProofTask } from '#core/planning/optimise/prover'
import { ownData } from '../platform/ownData'

export const proveContract = defineContract({
  calls: {
    prove: {
      /** `deadlineAt` by the wall clock, since loading the solver takes its time too. */
      input: z.object({ task: ownData<ProofTask>(), deadlineAt: z.number() }),
      output: ownData<Proof>(),
      /** The best upper bound so far. */
      progress: z.number(),
    },
  },
  events: {},
})
