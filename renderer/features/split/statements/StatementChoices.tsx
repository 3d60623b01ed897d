import { Group, MultiSelect, Select } from '@mantine/core'
import { useMemo } from 'react'
import { datesText } from '#core/model/periodDates'
import type { SplitMemberV3 } from '#core/rewards/splitFileV3'
import type { ClosedBooks, ClosedPeriod } from '../../../data/statements/closedBooks'
import { knownZones, periodsBetween, type StatementChoice } from './statementChoice'

interface StatementChoicesProps {
  books: readonly ClosedBooks[]
  choice: StatementChoice
  members: readonly SplitMemberV3[]
  onChange: (changed: Partial<StatementChoice>) => void
}

/** Token, first and last period, time zone, the currency of worths where there are several, and members. */
export function StatementChoices({ books, choice, members, onChange }: StatementChoicesProps) {
  const zones = useMemo(() => knownZones(), [])
  const chosen = books.find(({ key }) => key === choice.booksKey)
  if (!chosen) return null
  const periods = chosen.periods.map((period) => ({ value: period.id, label: periodLabel(period) }))
  const currencies = [...new Set(periodsBetween(chosen, choice).flatMap((period) => period.currencies))]
  const people = members.map(({ id, name }) => ({ value: id, label: name || id }))
  const chooseBooks = (key: string | null) => {
    const next = books.find((each) => each.key === key)
    const last = next?.periods.at(-1)
    if (next && last) onChange({ booksKey: next.key, fromId: last.id, toId: last.id, memberIds: [], currency: null })
  }

  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Token"
        w={130}
        allowDeselect={false}
        data={books.map(({ key, token, isDemo }) => ({ value: key, label: `${token.symbol}${isDemo ? ', demo' : ''}` }))}
        value={choice.booksKey}
        onChange={chooseBooks}
      />
      <Select
        label="From"
        w={230}
        searchable
        allowDeselect={false}
        data={periods}
        value={choice.fromId}
        onChange={(id) => id && onChange({ fromId: id })}
      />
      <Select
        label="To"
        w={230}
        searchable
        allowDeselect={false}
        data={periods}
        value={choice.toId}
        onChange={(id) => id && onChange({ toId: id })}
      />
      <Select
        label="Time zone"
        w={190}
        searchable
        allowDeselect={false}
        data={zones}
        value={choice.zone}
        onChange={(zone) => zone && onChange({ zone })}
      />
      {currencies.length > 1 && (
        <Select
          label="Worth in"
          w={110}
          allowDeselect={false}
          data={currencies}
          value={choice.currency ?? currencies[0] ?? null}
          onChange={(currency) => onChange({ currency })}
        />
      )}
      <MultiSelect
        label="Members"
        miw={220}
        maw={480}
        style={{ flex: 1 }}
        searchable
        clearable
        placeholder={choice.memberIds.length === 0 ? 'All members' : ''}
        data={people}
        limit={100}
        value={[...choice.memberIds]}
        onChange={(memberIds) => onChange({ memberIds })}
      />
    </Group>
  )
}

function periodLabel({ name, start, end }: ClosedPeriod): string {
  return start && end ? `${name}, ${datesText({ start, end })}` : name
}
