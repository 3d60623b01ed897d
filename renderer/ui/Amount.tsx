import { Text } from '@mantine/core'
import { formatAmount, type Token } from '#core/model/money'
import { groupWhole } from '#core/words/amountText'

interface AmountProps {
  baseUnits: bigint | string
  token: Token
}

/** An exact amount: tabular figures, thin grouping of the whole part, the symbol muted, a true minus sign. Never rounded. */
export function Amount({ baseUnits, token }: AmountProps) {
  return (
    <Text span inherit className="figures">
      {groupWhole(formatAmount(BigInt(baseUnits), token.decimals)).replace('-', '−')}
      <Text span inherit c="dimmed">
        {' '}
        {token.symbol}
      </Text>
    </Text>
  )
}
