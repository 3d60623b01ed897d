import { List, Stack, Text } from '@mantine/core'
import { termsSentences } from '#core/agreements/termsSentences'
import type { Agreement, Member } from '#core/model/records'
import { termsOf } from '#core/rewards/termsOf'

/** The stages of an agreement in plain sentences. They come from a file, and are changed there. */
export function TermsReading({ agreement, members }: { agreement: Agreement; members: Member[] }) {
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={500}>
        What it says
      </Text>
      <List type="ordered" size="sm">
        {termsSentences(termsOf(agreement), names).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Text fz="xs" c="dimmed">
        It has stages, which come from an agreements file: change them there and import the file again.
      </Text>
    </Stack>
  )
}
