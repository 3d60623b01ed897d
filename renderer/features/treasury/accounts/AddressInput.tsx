import { TextInput } from '@mantine/core'
import { codeInput } from '../../../ui/codeInput'
import { shownFault } from './shownFault'

interface AddressInputProps {
  label: string
  description?: string | undefined
  value: string
  fault: string | undefined
  onChange: (value: string) => void
}

/** An address in full, in the fixed-width face, checked as it is typed. */
export function AddressInput({ label, description, value, fault, onChange }: AddressInputProps) {
  return (
    <TextInput
      label={label}
      description={description}
      required
      spellCheck={false}
      autoComplete="off"
      styles={codeInput}
      value={value}
      error={shownFault(value, fault)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
