import { Text } from '@mantine/core'
import { formatAmount, type Token } from '#core/model/money'

interface AmountProps {
  baseUnits: bigint | string
  token: Token
}

/** An exact amount: tabular figures, thin grouping of the whole part, the symbol muted. Never rounded. */
export function Amount({ baseUnits, token }: AmountProps) {
  const [whole = '0', fraction] = formatAmount(BigInt(baseUnits), token.decimals).split('.')
  return (
    <Text span inherit className="figures">
      {whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009')}
      {fraction === undefined ? '' : `.${fraction}`}
      <Text span inherit c="dimmed">
        {' '}
        {token.symbol}
      </Text>
    </Text>
  )
}
