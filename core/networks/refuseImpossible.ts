/** Asks whether whole amounts are base units, and refuses what there cannot be of a token. SPEC.md, rules [RR6] and [RR12]. */
import { formatAmount, sumBaseUnits } from '../model/money'
import { beyondSupply, mayBeBaseUnits } from './rewardSums'
import { type RewardsAnswers, rewardsQuestion } from './rewardsAnswers'
import type { RewardsReading } from './rewardsReading'

/** @param amountsWithoutUnit of the rows that say no unit, as they were read */
export function refuseImpossible(
  reading: RewardsReading,
  amountsWithoutUnit: readonly string[],
  field: string,
  { unit }: RewardsAnswers,
): void {
  const { token } = reading
  const impossible = beyondSupply(sumBaseUnits(reading.rewards.map(({ amountBaseUnits }) => amountBaseUnits)), token)
  const message = askUnit(reading, amountsWithoutUnit, unit)
  const refusal = impossible ?? message
  if (refusal === null) return
  reading.problems.push({ line: null, field, message: refusal })
  reading.rewards = []
}

/** @returns what is wrong while there is no answer to what the amounts count, or null */
function askUnit(reading: RewardsReading, amounts: readonly string[], answer: RewardsAnswers['unit']): string | null {
  const { token } = reading
  if (!mayBeBaseUnits(amounts, token)) return null
  const baseUnits = sumBaseUnits(amounts.map(BigInt))
  const inTokens = formatAmount(baseUnits, token.decimals)
  const message = `The amounts are whole and large: in base units they are ${inTokens} ${token.symbol} in all, in tokens ${baseUnits} ${token.symbol}. Say which.`
  reading.questions.push(
    rewardsQuestion({
      kind: 'unit',
      lines: [],
      message,
      choices: [
        { answer: 'base', text: `Base units: ${inTokens} ${token.symbol} in all` },
        { answer: 'token', text: `Tokens: ${baseUnits} ${token.symbol} in all` },
      ],
      answer,
    }),
  )
  return answer === undefined ? message : null
}
