import { defineContract } from '#core/contract/defineContract'
import type { Payback } from '#core/planning/economics/paybackPerSite'
import type { PeriodDays } from '#core/planning/economics/periodDays'
import type { PricePoint } from '#core/planning/economics/readPrices'
import { ownData } from '../platform/ownData'

export interface PaybackInput {
  network: string
  sites: { id: string; lat: number; lng: number; cost: number }[]
  reachM: number
  /** Days of a period whose name does not say. */
  assumedDays: number
  prices: PricePoint[]
  currency: string
}

export interface PaybackOutput {
  payback: Payback
  symbol: string
  periods: (PeriodDays & { name: string })[]
}

export const paybackContract = defineContract({
  calls: { work: { input: ownData<PaybackInput>(), output: ownData<PaybackOutput>() } },
  events: {},
})
