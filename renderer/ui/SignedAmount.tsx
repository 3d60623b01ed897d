import { Text } from '@mantine/core'
import type { Token } from '#core/model/money'
import { Amount } from './Amount'

/** A change: with a plus or a true minus sign before the exact amount. */
export function SignedAmount({ baseUnits, token }: { baseUnits: bigint; token: Token }) {
  const sign = baseUnits > 0n ? '+' : baseUnits < 0n ? '−' : ''
  return (
    <Text span inherit style={{ whiteSpace: 'nowrap' }} className="figures">
      {sign}
      <Amount baseUnits={baseUnits < 0n ? -baseUnits : baseUnits} token={token} />
    </Text>
  )
}
