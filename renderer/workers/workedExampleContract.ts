import type { ExampleInput, WorkedExample } from '#core/agreements/workedExample'
import { defineContract } from '#core/contract/defineContract'
import { ownData } from '../platform/ownData'

/** What stays the same while an agreement is written. */
export type ExampleBasis = Omit<ExampleInput, 'terms'>

export const workedExampleContract = defineContract({
  calls: {
    /** Keeps what the next examples are worked out from: a year's rewards are not sent with every key. */
    setBasis: { input: ownData<ExampleBasis>(), output: ownData<object>() },
    work: { input: ownData<ExampleInput['terms']>(), output: ownData<WorkedExample>() },
  },
  events: {},
})
