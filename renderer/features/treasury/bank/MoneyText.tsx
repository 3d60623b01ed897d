import { Text } from '@mantine/core'
import { decimalAmount } from '#core/bank/decimalAmount'
import { groupWhole } from '#core/words/amountText'

/** An amount of money with all decimals of its currency. */
export function MoneyText({ minorUnits, currency }: { minorUnits: bigint | string; currency: string }) {
  return (
    <Text span inherit className="figures">
      {groupWhole(decimalAmount(BigInt(minorUnits), currency))}
      <Text span inherit c="dimmed">
        {' '}
        {currency}
      </Text>
    </Text>
  )
}
