import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { create } from 'zustand'
import { useUnreadPast } from '../../data/sync/unreadPast'

/** What a person said is no reason to wait, since the window was opened. */
const useAccepted = create<{ sentence: string | null }>(() => ({ sentence: null }))

/** Whether paying waits, because this laptop has not read its own past, and nobody said that they know what was paid. */
export function useWaitsForPast(): boolean {
  const sentence = useUnreadPast()
  const { sentence: accepted } = useAccepted()
  return sentence === undefined || (sentence !== null && sentence !== accepted)
}

/** Says why paying waits, and asks whether it may go on all the same; nothing where all of it was read. */
export function UnreadPast() {
  const sentence = useUnreadPast()
  const { sentence: accepted } = useAccepted()
  if (!sentence) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title="Not all that was paid may be known here">
      <Stack gap="xs">
        <Text fz="sm">{sentence}</Text>
        <Checkbox
          label="I have seen on another laptop, or in the wallet, what was paid since"
          checked={accepted === sentence}
          onChange={(event) => useAccepted.setState({ sentence: event.currentTarget.checked ? sentence : null })}
        />
      </Stack>
    </Alert>
  )
}
