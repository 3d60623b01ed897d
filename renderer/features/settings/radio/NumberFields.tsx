import { Fieldset, NumberInput, SimpleGrid } from '@mantine/core'

interface NumberFieldsProps<K extends string> {
  title: string
  fields: readonly { key: K; label: string; suffix: string; decimals: number }[]
  values: Record<K, number>
  /** What is wrong with a field, by its key. */
  faults: Partial<Record<string, string>>
  onChange: (key: K, value: number) => void
}

/** A group of figures with their units; what cannot be read as a number is not taken over. */
export function NumberFields<K extends string>({ title, fields, values, faults, onChange }: NumberFieldsProps<K>) {
  return (
    <Fieldset legend={title} variant="unstyled">
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        {fields.map(({ key, label, suffix, decimals }) => (
          <NumberInput
            key={key}
            label={label}
            suffix={suffix}
            decimalScale={decimals}
            hideControls
            value={values[key]}
            error={faults[key]}
            onChange={(value) => {
              const number = Number(value)
              if (value !== '' && Number.isFinite(number)) onChange(key, number)
            }}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
