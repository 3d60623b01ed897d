/** When a plan's sites may earn back their cost, from the rewards that are here; a year of a fleet is a million rows. */
import { type EpochPeriod, epochPeriod } from '#core/planning/economics/epochPeriod'
import { type Payback, paybackPerSite } from '#core/planning/economics/paybackPerSite'
import type { PricePoint } from '#core/planning/economics/readPrices'
import { db } from '../data/openDatabase'
import { readPlanHotspots } from '../data/planInputs'
import { serveWorker } from '../platform/workerCall'

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
  epochs: (EpochPeriod & { name: string })[]
}

serveWorker<PaybackInput, PaybackOutput>(async ({ network, assumedDays, ...request }) => {
  const epochs = await db.epochs.filter((epoch) => epoch.network === network).toArray()
  const [newest] = epochs
  const token = newest?.token ?? { symbol: '', decimals: 0 }
  const periods = epochs
    .filter((epoch) => epoch.token.symbol === token.symbol && epoch.token.decimals === token.decimals)
    .map(({ id, name, createdAt }) => ({ id, name, ...epochPeriod(name, assumedDays, createdAt) }))
  const rewards = await db.contributions
    .where('epochId')
    .anyOf(periods.map(({ id }) => id))
    .toArray()
  const payback = paybackPerSite({
    ...request,
    hotspots: await readPlanHotspots(),
    history: {
      network,
      token,
      epochs: periods,
      rewards: rewards.map(({ epochId, hotspotKey, amountBaseUnits }) => ({
        epochId,
        hotspotId: hotspotKey,
        baseUnits: BigInt(amountBaseUnits),
      })),
    },
  })
  return { payback, symbol: token.symbol, epochs: periods }
})
