import { Group, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { CURRENCIES } from '#core/model/currency'
import { type DraftAmount, IN_TOKEN } from './agreementDraft'

interface AmountFieldProps {
  label: string
  /** Said of what, for those who hear it. */
  of: string
  amount: DraftAmount
  symbol: string
  /** It is said below the row. */
  isFaulty: boolean
  onChange: (amount: DraftAmount) => void
}

const USUAL = ['EUR', 'USD', 'GBP']
/** All currencies, the usual ones first. */
export const CURRENCY_CHOICES = [...USUAL, ...CURRENCIES.filter((code) => !USUAL.includes(code))]

/** An amount of the token, or of money at the price of the period. */
export function AmountField({ label, of, amount, symbol, isFaulty, onChange }: AmountFieldProps) {
  const units = useMemo(
    () => [{ value: IN_TOKEN, label: symbol }, ...CURRENCY_CHOICES.map((code) => ({ value: code, label: code }))],
    [symbol],
  )
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <TextInput
        w={116}
        size="xs"
        ta="right"
        inputMode="decimal"
        placeholder={label}
        aria-label={`${label} of ${of}`}
        value={amount.text}
        error={isFaulty}
        onChange={(event) => onChange({ ...amount, text: event.currentTarget.value })}
      />
      <Select
        w={92}
        size="xs"
        searchable
        allowDeselect={false}
        aria-label={`Unit of ${label.toLowerCase()} of ${of}`}
        data={units}
        limit={40}
        value={amount.unit}
        onChange={(unit) => onChange({ ...amount, unit: unit ?? IN_TOKEN })}
      />
    </Group>
  )
}
