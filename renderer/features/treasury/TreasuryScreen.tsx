import { Tabs } from '@mantine/core'
import { IconAddressBook, IconBuildingBank, IconCoins, IconSignature } from '@tabler/icons-react'
import { useSearch } from 'wouter'
import { goTo } from '../../platform/hashRoute'
import { Screen } from '../../ui/Screen'
import { AccountsTab } from './accounts/AccountsTab'
import { MoneyTab } from './bank/MoneyTab'
import { AddressBookTab } from './book/AddressBookTab'
import { PayoutsTab } from './payouts/PayoutsTab'

const TABS = [
  { value: 'payouts', label: 'Payouts', icon: IconSignature, panel: PayoutsTab },
  { value: 'money', label: 'Paid in money', icon: IconCoins, panel: MoneyTab },
  { value: 'accounts', label: 'Accounts', icon: IconBuildingBank, panel: AccountsTab },
  { value: 'book', label: 'Address book', icon: IconAddressBook, panel: AddressBookTab },
]

/** What is paid, who pays, in what, and where members are paid; one part at a time, named by the address: `/treasury?tab=book`. */
export function TreasuryScreen() {
  const asked = new URLSearchParams(useSearch()).get('tab')
  const shown = TABS.find(({ value }) => value === asked)?.value ?? 'payouts'
  return (
    <Screen title="Treasury" writes={['payouts']}>
      <Tabs value={shown} onChange={(tab) => goTo(`/treasury?tab=${tab}`, { replace: true })} keepMounted={false}>
        {/* Room for the ring of focus, which the screen would cut off. */}
        <Tabs.List pt={4}>
          {TABS.map(({ value, label, icon: Icon }) => (
            <Tabs.Tab key={value} value={value} px={10} leftSection={<Icon size={16} />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, panel: Panel }) => (
          <Tabs.Panel key={value} value={value} pt="md">
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Screen>
  )
}
