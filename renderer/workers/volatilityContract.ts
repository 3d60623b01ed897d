import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { SimulationInput } from '#core/volatility/simulateVolatility'
import type { VolatilityReport } from '#core/volatility/volatilityReport'
import { ownData } from '../platform/ownData'

export const volatilityContract = defineContract({
  calls: {
    simulate: {
      input: ownData<SimulationInput>(),
      output: ownData<VolatilityReport>(),
      progress: z.object({ done: z.number(), total: z.number() }),
    },
  },
  events: {},
})
