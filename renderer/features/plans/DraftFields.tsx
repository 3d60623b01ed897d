import { NumberInput, type NumberInputProps } from '@mantine/core'
import type { DraftFaults, DraftField, PlanDraft } from './planDraft'

/** What every part of the form is given. */
export interface DraftPart {
  draft: PlanDraft
  onChange: (patch: Partial<PlanDraft>) => void
  /** What is wrong, once the person has tried to choose. */
  faults: DraftFaults
}

interface DraftNumberProps extends DraftPart, Omit<NumberInputProps, 'value' | 'onChange' | 'error'> {
  field: Extract<DraftField, 'count' | 'budget' | 'gridCost' | 'moveCost' | 'spacingM' | 'timeS' | 'reachM'>
}

/** A number of the draft, with what is wrong beside it. */
export function DraftNumber({ draft, onChange, faults, field, ...input }: DraftNumberProps) {
  return (
    <NumberInput
      min={0}
      thousandSeparator=","
      {...input}
      value={draft[field]}
      error={faults[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  )
}
