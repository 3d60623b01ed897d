import { Button, Stack, Text } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { Link } from 'wouter'
import { moneyMembers } from '#core/bank/moneyDue'
import { moneyPayoutSchema } from '#core/bank/moneyPayoutFile'
import { bankAccountSetting } from '#core/records/tables/cooperativeSettings'
import { type SplitFileV3, splitFileV3Schema } from '#core/rewards/splitFileV3'
import { countText } from '#core/words/countText'
import { useCooperativeSetting } from '../../../data/cooperative/settings'
import { useClosings, useMembers, useMoneyPayoutMarks, useMoneyPayouts } from '../../../data/queries'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { UnreadPast } from '../UnreadPast'
import { BankAccountForm } from './BankAccountForm'
import { PeriodInMoney } from './PeriodInMoney'

/** Members who are paid in money: amounts, files for the bank, and what the bank says was paid. */
export function MoneyTab() {
  const closings = useClosings()
  const payouts = useMoneyPayouts()
  const marks = useMoneyPayoutMarks()
  const members = useMembers()
  const account = useCooperativeSetting(bankAccountSetting)
  if (!closings || !payouts || !marks || !members) return null
  const files = payouts.flatMap(({ file }) => moneyPayoutSchema.safeParse(file).data ?? [])
  const splits = [...closings]
    .sort((one, other) => other.sequence - one.sequence)
    .map(({ file }) => splitFileV3Schema.safeParse(file).data)
    .filter((split): split is SplitFileV3 => split !== undefined)
    .filter((split) => moneyMembers(split).length > 0)
  const inMoney = members.filter(({ paidBy }) => paidBy === 'money').length
  if (splits.length === 0) {
    return (
      <EmptyScreen
        icon={<IconBuildingBank size={28} />}
        title={inMoney === 0 ? 'Nobody is paid in money' : 'No closed period pays anybody in money yet'}
        actions={
          <Button component={Link} href={inMoney === 0 ? '/coop' : '/split'}>
            {inMoney === 0 ? 'Choose who is paid in money' : 'Split and close a period'}
          </Button>
        }
      >
        Members can be paid in money at the price that a split states. Here you make the file for the bank, and see from its
        statement what was paid; the tokens stay with the cooperative.
      </EmptyScreen>
    )
  }
  return (
    <Stack gap="lg">
      <Text c="dimmed" fz="sm">
        {countText(inMoney, 'member')} · {countText(splits.length, 'closed period')}
      </Text>
      <UnreadPast />
      <BankAccountForm account={account} />
      {!account && <Text c="dimmed">Enter the account that pays, and the payouts of each period can be made.</Text>}
      {splits.map((split) => (
        <PeriodInMoney
          key={split.contentSha256}
          split={split}
          account={account}
          payouts={files.filter((payout) => payout.split.contentSha256 === split.contentSha256)}
          marks={marks}
          members={members}
        />
      ))}
    </Stack>
  )
}
