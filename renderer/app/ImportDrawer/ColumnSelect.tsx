import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { numberText } from '#core/words/numberText'

interface ColumnSelectProps {
  label: string
  /** Of the table, each once. */
  headers: readonly string[]
  value: string | null
  onChange: (header: string | null) => void
  disabled: boolean
}

const SHOWN = 50

/** One of a table's columns. A table may have thousands: a few are offered, and typing finds the others. */
export function ColumnSelect({ label, headers, value, onChange, disabled }: ColumnSelectProps) {
  const [search, setSearch] = useState(value ?? '')
  const data = useMemo(() => offeredColumns(headers, value, search === value ? '' : search), [headers, value, search])
  return (
    <Select
      label={label}
      data={data}
      value={value}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      // They are found already.
      filter={({ options }) => options}
      placeholder="Not in this file"
      nothingFoundMessage="No column is called so"
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      searchable
      disabled={disabled}
    />
  )
}

interface OfferedColumn {
  value: string
  label: string
  disabled?: boolean
}

/** The first columns whose names hold the words, the chosen one among them, and how many more there are. */
export function offeredColumns(headers: readonly string[], chosen: string | null, words: string): OfferedColumn[] {
  const sought = words.trim().toLowerCase()
  const found = sought === '' ? headers : headers.filter((header) => header.toLowerCase().includes(sought))
  const shown = found.slice(0, SHOWN)
  // The field knows a column's name from what is offered.
  if (chosen !== null && !shown.includes(chosen)) shown.unshift(chosen)
  const offered: OfferedColumn[] = shown.map((header) => ({ value: header, label: header }))
  const more = found.length - SHOWN
  // No header begins with a line end.
  if (more > 0) offered.push({ value: '\n', label: `${numberText(more)} more: type a part of the name`, disabled: true })
  return offered
}
