import { Checkbox, Fieldset, ScrollArea, Stack, Text } from '@mantine/core'
import type { FirstPayment } from '#core/treasury/addresses/firstPayment'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { Amount } from '../../../ui/Amount'

interface FirstPaymentsProps {
  payout: PayoutFileV4
  offers: readonly FirstPayment[]
  /** Addresses that are ticked; the payout follows. */
  chosen: readonly string[]
  /** The payout is put together again. */
  isBusy: boolean
  /** @param addresses all that are chosen now */
  onChoose: (addresses: string[]) => void
}

/** More than these are scrolled. */
const ROWS_IN_VIEW = 6
const ROW_PX = 34

/** At addresses that nothing was paid at yet, a small amount can go first; the rest follows once the member has it. */
export function FirstPayments({ payout, offers, chosen, isBusy, onChoose }: FirstPaymentsProps) {
  if (offers.length === 0) return null
  const { token, split } = payout
  const names = new Map(split.members.map(({ id, name }) => [id, name]))
  const choose = (address: string, isChosen: boolean) =>
    onChoose(isChosen ? [...chosen, address] : chosen.filter((one) => one !== address))
  return (
    <Fieldset legend="New addresses" disabled={isBusy}>
      <Text fz="sm" mb="xs">
        Nothing was paid at these addresses yet. Tick whom to pay a small amount first: the rest stays due, and is offered once
        the small payment is reconciled.
      </Text>
      {offers.length > 1 && (
        <Checkbox
          label="All of them"
          mb="xs"
          checked={chosen.length === offers.length}
          indeterminate={chosen.length > 0 && chosen.length < offers.length}
          onChange={(event) => onChoose(event.currentTarget.checked ? offers.map(({ address }) => address) : [])}
        />
      )}
      <ScrollArea.Autosize mah={ROWS_IN_VIEW * ROW_PX} type="auto" offsetScrollbars>
        <Stack gap={6}>
          {offers.map(({ address, memberIds, amountBaseUnits, restBaseUnits }) => (
            <Checkbox
              key={address}
              checked={chosen.includes(address)}
              onChange={(event) => choose(address, event.currentTarget.checked)}
              label={
                <>
                  {memberIds.map((id) => names.get(id) ?? id).join(', ')}: first{' '}
                  <Amount baseUnits={amountBaseUnits} token={token} />, then <Amount baseUnits={restBaseUnits} token={token} />{' '}
                  <Text span ff="monospace" fz="xs" c="dimmed">
                    {address}
                  </Text>
                </>
              }
            />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Fieldset>
  )
}
