import { Badge, Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { MoneyPayoutMark } from '#core/bank/bankRecords'
import { ibanText } from '#core/bank/checkPaymentDetails'
import type { MoneyPayoutFile } from '#core/bank/moneyPayoutFile'
import { type PaymentOutcome, type PaymentState, reconcileMoney } from '#core/bank/reconcileMoney'
import { dateTimeText } from '#core/words/dateText'
import { MayWrite } from '../../../ui/access/MayWrite'
import { Code } from '../../../ui/Code'
import { MarkByHand } from './MarkByHand'
import { MoneyText } from './MoneyText'
import { SavePayout } from './SavePayout'
import { StatementImport } from './StatementImport'

const STATES: Record<PaymentState, [words: string, color: string]> = {
  paid: ['paid', 'green'],
  'other-amount': ['paid another amount', 'red'],
  returned: ['returned', 'red'],
  'returned-in-part': ['returned in part', 'red'],
  missing: ['not seen yet', 'gray'],
}

/** One payout: its payments and what became of them, the files for the bank, and the bank's statements. */
export function PayoutInMoney({ payout, marks }: { payout: MoneyPayoutFile; marks: MoneyPayoutMark[] }) {
  const [marking, setMarking] = useState<string | null>(null)
  const { outcomes, counts, isComplete } = reconcileMoney(payout, marks)
  const title = `Payout ${payout.sequence} of ${payout.split.period.name}`
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Group gap="sm">
        <Title order={3}>{title}</Title>
        <Text fz="sm" c="dimmed">
          made on {dateTimeText(payout.createdAt)}
        </Text>
        <Badge color={isComplete ? 'green' : 'gray'} variant="light" tt="none">
          {isComplete ? 'all paid' : `${counts.paid} of ${outcomes.length} paid`}
        </Badge>
      </Group>
      <Table aria-label={`Payments of ${title}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            <Table.Th>Paid to</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th>Reference</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {outcomes.map((outcome) => (
            <PaymentRow key={outcome.row.memberId} outcome={outcome} onMark={() => setMarking(outcome.row.memberId)} />
          ))}
        </Table.Tbody>
      </Table>
      {payout.totals.currencies.map(({ currency, amountMinorUnits, roundedOffMinorUnits }) => (
        <Text key={currency} fz="sm" c="dimmed">
          In all <MoneyText minorUnits={amountMinorUnits} currency={currency} />; what rounding left off is {roundedOffMinorUnits}{' '}
          of its smallest unit.
        </Text>
      ))}
      {outcomes.map(
        (outcome) =>
          marking === outcome.row.memberId && (
            <MarkByHand key={marking} payout={payout} outcome={outcome} onDone={() => setMarking(null)} />
          ),
      )}
      <SavePayout payout={payout} />
      <StatementImport payout={payout} />
    </Stack>
  )
}

function PaymentRow({ outcome, onMark }: { outcome: PaymentOutcome; onMark: () => void }) {
  const { row, state, paidMinorUnits, returnedMinorUnits, times, marks, isByHand } = outcome
  const [words, color] = STATES[state]
  const { payment } = row
  const reasons = marks.flatMap(({ reason }) => (reason === null ? [] : [reason]))
  return (
    <Table.Tr>
      <Table.Td fw={550}>{row.name}</Table.Td>
      <Table.Td className="figures">
        {payment.kind === 'bank' ? ibanText(payment.iban) : `${payment.service}, ${payment.account}`}
      </Table.Td>
      <Table.Td ta="right">
        <MoneyText minorUnits={row.amountMinorUnits} currency={row.currency} />
      </Table.Td>
      <Table.Td>
        <Code value={row.reference} what={`reference of ${row.name}`} whole />
      </Table.Td>
      <Table.Td>
        <Badge color={color} variant="light" tt="none">
          {words}
          {isByHand ? ', by hand' : ''}
        </Badge>
        {state !== 'paid' && state !== 'missing' && (
          <Text fz="xs" c="dimmed">
            went out {times === 1 ? 'once' : `${times} times`}: <MoneyText minorUnits={paidMinorUnits} currency={row.currency} />
            {returnedMinorUnits > 0n && (
              <>
                , came back: <MoneyText minorUnits={returnedMinorUnits} currency={row.currency} />
              </>
            )}
            {reasons.length > 0 && ` (${reasons.join(', ')})`}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {(state === 'missing' || isByHand) && (
          <MayWrite tables={['moneyPayoutMarks']}>
            <Button size="compact-sm" variant="subtle" onClick={onMark} aria-label={`Mark the payment to ${row.name}`}>
              {isByHand ? 'Take the mark back…' : 'Mark as paid…'}
            </Button>
          </MayWrite>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
