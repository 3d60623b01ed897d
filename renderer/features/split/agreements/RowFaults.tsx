import { Text } from '@mantine/core'

interface RowFaultsProps {
  /** Of the fields in the row; those that are right have none. */
  of: (string | undefined)[]
}

/** What is wrong in a row of fields, below it, where there is room for a sentence. */
export function RowFaults({ of }: RowFaultsProps) {
  const texts = [...new Set(of.filter((text) => text !== undefined))]
  return texts.map((text) => (
    <Text key={text} fz="xs" c="var(--mantine-color-error)">
      {text}
    </Text>
  ))
}
