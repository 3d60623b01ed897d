/** The percentages of an agreement as they are typed: their exact sum, a sentence about it, and equal shares of 100. */

import { apportion } from '#core/agreements/apportion'
import { parsePercent } from '#core/agreements/percent'
import { formatAmount } from '#core/model/money'
import { Problem } from '#core/model/problem'

export interface TypedShare {
  memberId: string | null
  percent: string
}

export interface ShareSum {
  complete: boolean
  /** What holds, or what to do. */
  sentence: string
}

const DECIMALS = 6
const HUNDRED_PERCENT = parsePercent('100')

/** Whether the shares name each member once and add up to exactly 100 %. */
export function sumShares(shares: readonly TypedShare[]): ShareSum {
  const no = (sentence: string): ShareSum => ({ complete: false, sentence })
  if (shares.length === 0) return no('Nobody shares in it yet: add a member.')
  if (shares.some((share) => share.memberId === null)) return no('A share has no member: choose one, or remove the line.')
  if (new Set(shares.map((share) => share.memberId)).size < shares.length) return no('A member stands here twice: join the two.')
  if (shares.some((share) => share.percent.trim() === '')) return no('A share has no percentage: write one, or share equally.')
  let sum = 0n
  for (const share of shares) {
    try {
      sum += parsePercent(share.percent.trim())
    } catch (thrown) {
      return no(Problem.from(thrown, 'percent.malformed', 'A percentage cannot be read.').message)
    }
  }
  const text = `Adds up to ${formatAmount(sum, DECIMALS)} %`
  if (sum === HUNDRED_PERCENT) return { complete: true, sentence: `${text}.` }
  if (sum > HUNDRED_PERCENT) return no(`${text}: ${formatAmount(sum - HUNDRED_PERCENT, DECIMALS)} % too much.`)
  return no(`${text}: ${formatAmount(HUNDRED_PERCENT - sum, DECIMALS)} % is missing.`)
}

/** 100 % in equal parts to 6 decimals; the last millionths go to the first members by id. */
export function equalPercents(memberIds: readonly string[]): Map<string, string> {
  const { amounts } = apportion(
    HUNDRED_PERCENT,
    memberIds.map((key) => ({ key, weight: 1n })),
  )
  return new Map([...amounts].map(([id, weight]) => [id, formatAmount(weight, DECIMALS)]))
}
