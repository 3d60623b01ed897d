import { Alert, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { MoneyPayoutMark } from '#core/bank/bankRecords'
import { waitingText } from '#core/bank/makeMoneyPayout'
import { moneyDue, moneyMembers } from '#core/bank/moneyDue'
import type { Debtor, MoneyPayoutFile } from '#core/bank/moneyPayoutFile'
import { sumBaseUnits } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { paidTo } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { countText } from '#core/words/countText'
import { prepareMoneyPayout, stillToPay } from '../../../data/bank/moneyPayouts'
import { Amount } from '../../../ui/Amount'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { useWaitsForPast } from '../UnreadPast'
import { MoneyText } from './MoneyText'
import { PayoutInMoney } from './PayoutInMoney'

interface PeriodInMoneyProps {
  split: SplitFileV3
  account: Debtor | undefined
  /** Of this split. */
  payouts: MoneyPayoutFile[]
  marks: MoneyPayoutMark[]
  members: Member[]
}

/** A closed period: who is still to be paid, and its payouts. */
export function PeriodInMoney({ split, account, payouts, marks, members }: PeriodInMoneyProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isMaking, setIsMaking] = useState(false)
  const due = useMemo(() => {
    const payments = new Map(members.map(({ id, payment }) => [id, payment ?? null]))
    const open = new Set(stillToPay(split, payouts, marks).map(({ id }) => id))
    const lines = moneyMembers(split)
      .filter(({ id }) => open.has(id))
      .map((member) => moneyDue(split, member, payments.get(member.id) ?? null, payouts.length + 1))
    return {
      rows: lines.flatMap((line) => ('row' in line ? [line.row] : [])),
      waiting: lines.flatMap((line) => ('waiting' in line ? [line.waiting] : [])),
    }
  }, [split, payouts, marks, members])
  const waitsForPast = useWaitsForPast()
  const staying = sumBaseUnits(moneyMembers(split).map(paidTo))
  const { name } = split.period

  async function make() {
    if (!account) return
    setIsMaking(true)
    try {
      setProblem(null)
      await prepareMoneyPayout(split, account)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setIsMaking(false)
    }
  }

  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <div>
          <Title order={2}>{name}</Title>
          <Text fz="sm" c="dimmed">
            <Amount baseUnits={staying} token={split.token} /> of {countText(moneyMembers(split).length, 'member')} paid in money
            stay with the cooperative.
          </Text>
        </div>
        {due.rows.length > 0 && (
          <Group gap="sm">
            <Text fz="sm">
              To pay:{' '}
              {due.rows.map((row, at) => (
                <span key={row.memberId}>
                  {at > 0 && ', '}
                  {row.name} <MoneyText minorUnits={row.amountMinorUnits} currency={row.currency} />
                </span>
              ))}
            </Text>
            <MayWrite tables={['moneyPayouts']}>
              <Button onClick={make} loading={isMaking} disabled={!account || waitsForPast}>
                Make the payout of {name}
              </Button>
            </MayWrite>
          </Group>
        )}
        {due.waiting.length > 0 && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title="Not paid yet">
            <List size="sm">
              {due.waiting.map((one) => (
                <List.Item key={one.memberId}>
                  {one.name || one.memberId}: {waitingText(one, split)}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        {[...payouts]
          .sort((one, other) => other.sequence - one.sequence)
          .map((payout) => (
            <PayoutInMoney key={payout.contentSha256} payout={payout} marks={marks} />
          ))}
      </Stack>
    </Paper>
  )
}
