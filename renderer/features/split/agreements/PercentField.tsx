import { Text, TextInput } from '@mantine/core'

interface PercentFieldProps {
  label: string
  value: string
  fault: string | undefined
  onChange: (text: string) => void
}

export function PercentField({ label, value, fault, onChange }: PercentFieldProps) {
  return (
    <TextInput
      w={110}
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
      error={fault}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
