/** What members earned in the closed periods, by token. */
import { useMemo } from 'react'
import { isDemoKey } from '#core/model/demoIdentity'
import type { Token } from '#core/model/money'
import type { Closing } from '#core/model/records'
import { splitFileSchema } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { type IncomeOfSplits, incomeOfSplits } from '#core/volatility/incomeOfSplits'

export interface TokenIncome extends IncomeOfSplits {
  token: Token
}

export function useIncomes(closings: readonly Closing[]): TokenIncome[] {
  return useMemo(() => {
    // What was practised with the demo is nobody's income beside real periods.
    const real = closings.filter(({ periodId }) => !isDemoKey(periodId))
    const splits = [...(real.length > 0 ? real : closings)]
      .sort((one, other) => one.sequence - other.sequence)
      .map(({ file }) => splitFileSchema.parse(file))
      .filter((split): split is SplitFileV3 => split.format === 'commonmast-split-v3')
    const tokens = new Map(splits.map(({ token }) => [`${token.symbol} ${token.decimals}`, token]))
    return [...tokens.values()].map((token) => ({ token, ...incomeOfSplits(splits, token) }))
  }, [closings])
}
