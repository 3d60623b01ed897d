/** What a worked example of an agreement is worked out from: the latest period of the token, and the books as they stand. */
import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { NO_MEASURES } from '#core/agreements/poolWeights'
import type { ExampleInput } from '#core/agreements/workedExample'
import { isDemoKey } from '#core/model/demoIdentity'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Contribution, GroupedHotspot, Hotspot, Period } from '#core/model/records'
import { hotspotId } from '#core/networks/deviceKey/hotspotId'
import { datesOf } from '#core/rewards/comparePeriod'
import { groupsByKey } from '#core/rewards/groupsByKey'
import { readOpening } from '../money/closings'
import { readContributions } from '../money/readContributions'
import { db } from '../records/openRecords'

export type ExampleFacts = Omit<ExampleInput, 'terms' | 'others'> & {
  /** Null where no period of the token is here. */
  period: Period | null
  /** Why the books cannot be read; they are taken as empty then. */
  problem: Problem | null
}

interface Read {
  period: Period | null
  contributions: Contribution[]
  facts: Pick<ExampleFacts, 'installs' | 'prices' | 'measures' | 'opening' | 'problem'>
}

/**
 * @param period whose token is meant, and whether it is of the demo
 * @returns undefined while loading
 */
export function useExampleFacts(
  { id, token, network }: Pick<Period, 'id' | 'token' | 'network'>,
  hotspots: readonly Hotspot[],
  groupedHotspots: readonly GroupedHotspot[],
): ExampleFacts | undefined {
  const { symbol, decimals } = token
  const read = useLiveQuery(() => readFacts({ id, token: { symbol, decimals } }), [id, symbol, decimals])
  return useMemo(() => {
    if (!read) return undefined
    const { period, contributions, facts } = read
    const ofNetwork = period?.network ?? network
    return {
      ...facts,
      ...{ token: { symbol, decimals }, network: ofNetwork, period },
      dates: period ? datesOf({ start: period.start ?? null, end: period.end ?? null }) : null,
      rewards: rewardsOf(contributions, ofNetwork, hotspots, groupedHotspots),
    }
  }, [read, symbol, decimals, network, hotspots, groupedHotspots])
}

async function readFacts(of: Pick<Period, 'id' | 'token'>): Promise<Read> {
  const period = latestOf(of.token, isDemoKey(of.id), await db.periods.toArray())
  const contributions = period ? await readContributions(db, period) : []
  const installs = await db.installs.toArray()
  const inputs = period ? await db.periodInputs.get(period.id) : undefined
  return {
    period,
    contributions,
    facts: {
      installs: installs.map(({ hotspotId: hotspotKey, ...install }) => ({ ...install, hotspotKey })),
      prices: Object.values(inputs?.prices ?? {}),
      measures: inputs?.measures ?? NO_MEASURES,
      ...(await openingOf(of)),
    },
  }
}

/** The latest period of a token that corrects no other. */
export function latestOf({ symbol, decimals }: Token, isDemo: boolean, periods: readonly Period[]): Period | null {
  const ended = ({ end, createdAt }: Period) => end ?? createdAt
  return periods
    .filter(({ id, token, corrects = [] }) => {
      const isOfToken = token.symbol === symbol && token.decimals === decimals
      return isOfToken && corrects.length === 0 && isDemoKey(id) === isDemo
    })
    .reduce<Period | null>((latest, one) => (latest && ended(latest) >= ended(one) ? latest : one), null)
}

async function openingOf(of: Pick<Period, 'id' | 'token'>): Promise<Pick<ExampleFacts, 'opening' | 'problem'>> {
  try {
    return { opening: (await readOpening(of)).opening, problem: null }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return { opening: null, problem: thrown }
  }
}

function rewardsOf(
  contributions: readonly Contribution[],
  network: string,
  hotspots: readonly Hotspot[],
  groupedHotspots: readonly GroupedHotspot[],
): ExampleFacts['rewards'] {
  const cells = new Map(hotspots.map(({ id, h3 }) => [id, h3]))
  const groups = groupsByKey([...hotspots, ...groupedHotspots], network)
  return contributions.map(({ hotspotKey, amountBaseUnits }) => ({
    hotspotKey,
    groups: groups.get(hotspotKey) ?? [],
    cell: cells.get(hotspotId(network, hotspotKey)) ?? null,
    amountBaseUnits: BigInt(amountBaseUnits),
  }))
}
