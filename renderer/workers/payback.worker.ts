/** When a plan's sites may earn back their cost, from the rewards that are here; a year of a fleet is a million rows. */
import { epochPeriod } from '#core/planning/economics/epochPeriod'
import { paybackPerSite } from '#core/planning/economics/paybackPerSite'
import { db } from '../data/openDatabase'
import { readPlanHotspots } from '../data/planInputs'
import { serveWorker } from '../platform/serveWorker'
import { paybackContract } from './paybackContract'

serveWorker(paybackContract, {
  async work({ network, assumedDays, ...request }) {
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
  },
})
