/** When a plan's sites may earn back their cost, from the rewards that are here; a year of a fleet is a million rows. */
import type { Contribution } from '#core/model/records'
import { hotspotId } from '#core/networks/deviceKey/hotspotId'
import { paybackPerSite } from '#core/planning/economics/paybackPerSite'
import { periodDays } from '#core/planning/economics/periodDays'
import { readContributions } from '../data/money/readContributions'
import { readPlanHotspots } from '../data/planning/planInputs'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/serveWorker'
import { paybackContract } from './paybackContract'

serveWorker(paybackContract, {
  async work({ network, assumedDays, ...request }) {
    const ofNetwork = await db.periods.filter((period) => period.network === network).toArray()
    const [newest] = ofNetwork
    const token = newest?.token ?? { symbol: '', decimals: 0 }
    const dated = ofNetwork.filter((period) => period.token.symbol === token.symbol && period.token.decimals === token.decimals)
    const periods = dated.map((period) => ({ id: period.id, name: period.name, ...periodDays(period, assumedDays) }))
    const rewards: Contribution[] = []
    for (const period of dated) for (const contribution of await readContributions(db, period)) rewards.push(contribution)
    const payback = paybackPerSite({
      ...request,
      hotspots: await readPlanHotspots(),
      history: {
        network,
        token,
        periods,
        rewards: rewards.map(({ periodId, hotspotKey, amountBaseUnits, correction }) => ({
          periodId,
          hotspotId: hotspotId(network, hotspotKey),
          baseUnits: BigInt(amountBaseUnits),
          addsNoTime: correction !== undefined && correction.beforeBaseUnits !== '0',
        })),
      },
    })
    return { payback, symbol: token.symbol, periods }
  },
})
