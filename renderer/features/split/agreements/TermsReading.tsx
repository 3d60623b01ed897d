import { List, Stack, Text, Title } from '@mantine/core'
import { unbroken } from '#core/words/unbroken'

/** Terms in plain sentences. */
export function TermsReading({ sentences }: { sentences: readonly string[] }) {
  return (
    <Stack gap={4} component="section" aria-label="What it says">
      <Title order={3}>What it says</Title>
      {sentences.length === 0 ? (
        <Text fz="sm" c="dimmed">
          The sentences stand here as soon as the agreement is complete.
        </Text>
      ) : (
        <List size="sm" spacing={2}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{unbroken(sentence)}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}
