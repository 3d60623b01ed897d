import { Alert, Stack, Text } from '@mantine/core'
import { IconHourglass, IconLock } from '@tabler/icons-react'
import { useOwnAccess } from '../../../data/sync/syncQueries'
import { JoinByRequest } from './JoinByRequest'

/** Says plainly what keeps this laptop's changes here: no admin has admitted it, or its access was taken away. */
export function AccessNotice({ attempt }: { attempt: <T>(work: () => Promise<T>) => Promise<T | null> }) {
  const own = useOwnAccess()
  if (!own || own.standing === 'admitted') return null
  if (own.standing === 'revoked') {
    return (
      <Alert color="red" variant="light" icon={<IconLock />} title="This laptop’s access was taken away">
        It still reads what the others send. What is changed here is refused, and what it had not sent stays here: ask an admin.
      </Alert>
    )
  }
  return (
    <Alert color="yellow" variant="light" icon={<IconHourglass />} title="This laptop waits for an admin">
      <Stack gap="sm">
        <Text fz="sm" maw={720}>
          It reads what the others send, and keeps what you change here until an admin admits it and that word arrives by a sync.
          If an admin has your request already, sync again later; otherwise make one.
        </Text>
        <JoinByRequest attempt={attempt} />
      </Stack>
    </Alert>
  )
}
