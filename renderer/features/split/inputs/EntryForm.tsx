import { Button, Group, Modal, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BookEntry } from '#core/agreements/settleMembers'
import { formatAmount, parseAmount } from '#core/model/money'
import { instantOf } from '#core/model/periodDates'
import type { Problem } from '#core/model/problem'
import type { Member, Period } from '#core/model/records'
import { isoDay } from '#core/words/dateText'
import { addEntry } from '../../../data/money/periodInputs'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

export interface ReserveBalance {
  reserve: string
  baseUnits: string
}

interface EntryFormProps {
  period: Period
  members: Member[]
  /** Before the period. */
  reserves: ReserveBalance[]
  onClose: () => void
}

type Kind = BookEntry['kind']

/** An advance to a member, or a payment out of a reserve. */
export function EntryForm({ period, members, reserves, onClose }: EntryFormProps) {
  const { token } = period
  const [kind, setKind] = useState<Kind>('advance')
  const [memberId, setMemberId] = useState<string | null>(null)
  const [amount, setAmount] = useState('')
  const [day, setDay] = useState(() => isoDay(Date.now()))
  const [reserve, setReserve] = useState(reserves[0]?.reserve ?? '')
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const isAdvance = kind === 'advance'
  const balance = reserves.find((one) => one.reserve === reserve.trim())?.baseUnits ?? '0'
  const isComplete =
    memberId !== null && amount.trim() !== '' && (isAdvance ? day !== '' : reserve.trim() !== '' && words.trim() !== '')

  async function save(event: FormEvent) {
    event.preventDefault()
    if (memberId === null) return
    try {
      const baseUnits = parseAmount(amount, token.decimals, { field: 'amount' }).toString()
      const entry: BookEntry = isAdvance
        ? { kind, memberId, baseUnits, at: instantOf(`${day}T00:00:00Z`), reference: words.trim() }
        : { kind, reserve: reserve.trim(), memberId, baseUnits, reason: words.trim() }
      await addEntry(period, entry)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title="Add an entry" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          {problem && <ProblemAlert problem={problem} />}
          <SegmentedControl
            fullWidth
            aria-label="Kind of entry"
            data={[
              { value: 'advance', label: 'Advance' },
              { value: 'from-reserve', label: 'From a reserve' },
            ]}
            value={kind}
            onChange={(value) => setKind(value as Kind)}
          />
          <Text fz="sm" c="dimmed">
            {isAdvance
              ? 'Paid to the member already; it is taken off what they get from this period on.'
              : "Paid to the member with this period's payout."}
          </Text>
          <Select
            label="Member"
            required
            searchable
            data={members.map(({ id, name }) => ({ value: id, label: name }))}
            value={memberId}
            onChange={setMemberId}
          />
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              label={`Amount in ${token.symbol}`}
              required
              value={amount}
              onChange={(event) => setAmount(event.currentTarget.value)}
            />
            {isAdvance ? (
              <TextInput
                label="Paid on"
                type="date"
                required
                value={day}
                onChange={(event) => setDay(event.currentTarget.value)}
              />
            ) : (
              <TextInput label="Reserve" required value={reserve} onChange={(event) => setReserve(event.currentTarget.value)} />
            )}
          </SimpleGrid>
          {!isAdvance && reserve.trim() !== '' && (
            <Text fz="sm" className="figures">
              It holds {formatAmount(BigInt(balance), token.decimals)} {token.symbol} before this period.
            </Text>
          )}
          <TextInput
            label={isAdvance ? 'Reference' : 'Reason'}
            required={!isAdvance}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['bookEntries']}>
              <Button type="submit" disabled={!isComplete}>
                Save entry
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
