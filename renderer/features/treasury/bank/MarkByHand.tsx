import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { MoneyPayoutFile } from '#core/bank/moneyPayoutFile'
import type { PaymentOutcome } from '#core/bank/reconcileMoney'
import type { Problem } from '#core/model/problem'
import { markPayment } from '../../../data/bank/moneyPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface MarkByHandProps {
  payout: MoneyPayoutFile
  outcome: PaymentOutcome
  onDone: () => void
}

/** A person's word that a payment was made, with where it can be found; or that it was not after all. */
export function MarkByHand({ payout, outcome: { row, isByHand }, onDone }: MarkByHandProps) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      await markPayment(payout, row, isByHand ? 'unpaid' : 'paid', note)
      onDone()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <form onSubmit={save} aria-label={`Mark the payment to ${row.name}`}>
      <Stack gap="xs">
        <Text fz="sm">
          {isByHand
            ? `The payment to ${row.name} was not made after all.`
            : `The payment to ${row.name} was made. What a statement says later counts before this.`}
        </Text>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={isByHand ? 'Why, optional' : 'Reference of the bank or the service'}
            ref={field}
            w={320}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <MayWrite tables={['moneyPayoutMarks']}>
            <Button type="submit">{isByHand ? 'Mark as not paid' : 'Mark as paid'}</Button>
          </MayWrite>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      </Stack>
    </form>
  )
}
