import { Group, Stack, Text } from '@mantine/core'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { conservationOf } from '#core/treasury/payout/conservation'
import { numberText } from '#core/words/numberText'
import { Amount } from '../../../ui/Amount'

/** What is paid, held and left, and the sum that shows that not one unit is lost. */
export function PayoutTotals({ payout }: { payout: PayoutFileV4 }) {
  const { totals, token, payees } = payout
  const { ofSplit, releasedFromHeld, toPayees, restOfFirst, paidBefore, inMoney, difference } = conservationOf(payout)
  const figures = [
    { name: 'To payees', amount: totals.payeesBaseUnits },
    ...(restOfFirst > 0n ? [{ name: 'Rest at new addresses', amount: restOfFirst.toString() }] : []),
    { name: 'Held', amount: totals.heldBaseUnits },
    { name: 'In money', amount: totals.inMoneyBaseUnits },
  ]
  return (
    <Stack gap="xs">
      <Group gap="xl">
        {figures.map(({ name, amount }) => (
          <div key={name}>
            <Text fz="xs" c="dimmed">
              {name}
            </Text>
            <Text fz="lg" fw={600}>
              <Amount baseUnits={amount} token={token} />
            </Text>
          </div>
        ))}
        <div>
          <Text fz="xs" c="dimmed">
            Payees
          </Text>
          <Text fz="lg" fw={600} className="figures">
            {numberText(payees.length)}
          </Text>
        </div>
      </Group>
      <Text fz="sm" aria-label="Conservation">
        Split <Amount baseUnits={ofSplit} token={token} /> + released from held{' '}
        <Amount baseUnits={releasedFromHeld} token={token} /> = payees <Amount baseUnits={toPayees} token={token} />
        {restOfFirst > 0n && (
          <>
            {' '}
            + rest at new addresses <Amount baseUnits={restOfFirst} token={token} />
          </>
        )}{' '}
        + paid before <Amount baseUnits={paidBefore} token={token} /> + in money <Amount baseUnits={inMoney} token={token} />
        {difference === 0n ? ', to the unit.' : ', which does not add up.'}
      </Text>
    </Stack>
  )
}
