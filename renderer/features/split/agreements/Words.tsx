import { Text } from '@mantine/core'

/** Words between the fields of a stage, so that it reads as a sentence. */
export function Words({ children }: { children: string }) {
  return (
    <Text fz="xs" c="dimmed" pt={6}>
      {children}
    </Text>
  )
}
