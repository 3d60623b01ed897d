/** The rewards of a file as a period, by itself or as the correction of others. SPEC.md, rules [PE11] to [PE13]. */
import { formatAmount, type Token } from '../model/money'
import { datesText, type PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import type { ComparedPeriod, PeriodFacts } from './comparePeriod'
import { correctionOf, overpaidOf } from './correctionOf'
import { amountsSha256, correctionIdOf, type DeviceAmount, periodIdOf } from './period'
import type { RewardInput } from './splitByTerms'

export interface PeriodReading {
  network: string
  token: Token
  rewards: readonly (DeviceAmount & { name: string })[]
}

export interface PeriodChoices {
  name: string
  payer: string
  dates: PeriodDates
}

/** A period that is there, with what is payable of it. */
export interface CorrectedPeriod {
  period: PeriodFacts
  payable: readonly DeviceAmount[]
}

export interface PayablePeriod {
  period: ComparedPeriod & PeriodDates
  /** Empty for a period by itself. */
  corrects: Pick<PeriodFacts, 'id' | 'amountsSha256'>[]
  rewards: Omit<RewardInput, 'groups'>[]
  /** Devices for which more was shared before than the file says now; it is taken off what their members get next. */
  overpaid: DeviceAmount[]
}

export function newPeriod({ network, token, rewards }: PeriodReading, { name, payer, dates }: PeriodChoices): PayablePeriod {
  const content = amountsSha256(rewards)
  const id = periodIdOf({ network, tokenSymbol: token.symbol, payer, dates })
  const facts = { name, network, payer, ...dates, contentSha256: content, amountsSha256: content, token }
  return { period: { id, ...facts }, corrects: [], rewards: [...rewards], overpaid: [] }
}

/**
 * What a file leaves to pay once others of its time are there.
 * @throws Problem `period.nothing-more` when every device has what the file says already.
 */
export function newCorrection(
  reading: PeriodReading,
  { name, payer, dates }: PeriodChoices,
  corrected: readonly CorrectedPeriod[],
): PayablePeriod {
  const { period } = newPeriod(reading, { name, payer, dates })
  const known = new Set(corrected.flatMap(({ payable }) => payable.map(({ hotspotKey }) => hotspotKey)))
  const names = new Map(reading.rewards.map((reward) => [reward.hotspotKey, reward.name]))
  const amounts = correctionOf(
    corrected.map(({ payable }) => payable),
    reading.rewards,
  )
  const rewards = amounts.map(({ hotspotKey, statedBaseUnits, beforeBaseUnits }) => ({
    hotspotKey,
    name: names.get(hotspotKey) ?? hotspotKey,
    amountBaseUnits: statedBaseUnits,
    ...(known.has(hotspotKey) && { beforeBaseUnits }),
  }))
  if (amounts.every(({ differenceBaseUnits }) => differenceBaseUnits === 0n)) {
    throw new Problem(
      'period.nothing-more',
      `${datesText(dates)} leaves nothing to pay: every device has what the file says already.`,
    )
  }
  const identity = { network: reading.network, tokenSymbol: reading.token.symbol, payer, dates }
  return {
    period: {
      ...period,
      id: correctionIdOf(identity, period.contentSha256),
      amountsSha256: amountsSha256(
        amounts.map(({ hotspotKey, differenceBaseUnits }) => ({ hotspotKey, amountBaseUnits: differenceBaseUnits })),
      ),
    },
    corrects: corrected.map(({ period: { id, amountsSha256: digest } }) => ({ id, amountsSha256: digest })),
    rewards,
    overpaid: overpaidOf(amounts),
  }
}

/** "h1 by 0.5 HNT, h2 by 7 HNT", the first few. */
export function overpaidText(overpaid: readonly DeviceAmount[], { symbol, decimals }: Token): string {
  const named = overpaid
    .slice(0, 5)
    .map(({ hotspotKey, amountBaseUnits }) => `${hotspotKey} by ${formatAmount(amountBaseUnits, decimals)} ${symbol}`)
  const more = overpaid.length > named.length ? [`${overpaid.length - named.length} more`] : []
  return [...named, ...more].join(', ')
}
