import { Alert, Select } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { PeriodFactsPreview } from '../../data/imports/importPreview'

interface PeriodOfFactsProps {
  beside: PeriodFactsPreview
  periodId: string | null
  onChange: (periodId: string | null) => void
}

/** Asks for the period that a file's prices, measures, entries and smallest payout are for. */
export function PeriodOfFacts({ beside: { periods }, periodId, onChange }: PeriodOfFactsProps) {
  if (periods.length === 0) {
    return (
      <Alert color="yellow" icon={<IconInfoCircle />} title="There is no open period that this is for" role="status">
        The file says prices, measures, advances or a smallest payout of a period: import the rewards of that period first, then
        choose this file again.
      </Alert>
    )
  }
  return (
    <Select
      label="Period"
      description="The file's prices, measures, advances and smallest payout are for one period."
      placeholder="Choose the period"
      required
      withAsterisk={false}
      data={periods.map(({ id, name, symbol, days }) => ({
        value: id,
        label: [name, days, symbol].filter((text) => text !== null).join(' · '),
      }))}
      value={periodId}
      onChange={onChange}
    />
  )
}
