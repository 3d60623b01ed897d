import { Text, TextInput } from '@mantine/core'

interface PercentFieldProps {
  label: string
  value: string
  /** It is said below the row. */
  isFaulty: boolean
  onChange: (text: string) => void
}

export function PercentField({ label, value, isFaulty, onChange }: PercentFieldProps) {
  return (
    <TextInput
      w={96}
      size="xs"
      inputMode="decimal"
      aria-label={label}
      placeholder="Percent"
      rightSection={
        <Text fz="xs" c="dimmed">
          %
        </Text>
      }
      value={value}
      error={isFaulty}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
