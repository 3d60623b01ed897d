import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { type ListedAct, useActors, useActs, useQuarantine } from '../../../data/history/readActs'
import { UndoDialog } from '../../../ui/UndoDialog'
import { ActTable } from './ActTable'
import { QuarantineTable } from './QuarantineTable'

const PAGE = 100
const TYPING_PAUSE_MS = 150

/** Everything that was done, the latest first, each with the way to take it back. */
export function HistoryPanel() {
  const [query, setQuery] = useState('')
  const [settled] = useDebouncedValue(query, TYPING_PAUSE_MS)
  const [limit, setLimit] = useState(PAGE)
  const [asking, setAsking] = useState<ListedAct | null>(null)
  const list = useActs(settled, limit)
  const actors = useActors()
  const refused = useQuarantine()
  if (!list || !actors || !refused) return null
  return (
    <Stack gap="md">
      {refused.length > 0 && <QuarantineTable refused={refused} actors={actors} />}
      <Group justify="space-between" align="flex-end">
        <Text maw={640}>
          Everything that was done with the records, here or elsewhere. What was done can be taken back, except what is signed.
          What was changed since stays as it is.
        </Text>
        <TextInput
          w={280}
          aria-label="Search what was done"
          placeholder="Search what was done"
          leftSection={<IconSearch size={16} />}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setLimit(PAGE)
          }}
        />
      </Group>
      {list.acts.length === 0 ? (
        <Text c="dimmed">
          {settled.trim() === ''
            ? 'Nothing yet: whatever changes a record will be listed here.'
            : 'Nothing done has these words.'}
        </Text>
      ) : (
        <ActTable acts={list.acts} actors={actors} onUndo={setAsking} />
      )}
      {list.hasMore && (
        <Button variant="default" w="fit-content" onClick={() => setLimit(limit + PAGE)}>
          Show {PAGE} more
        </Button>
      )}
      {asking && <UndoDialog key={asking.id} act={asking} onClose={() => setAsking(null)} />}
    </Stack>
  )
}
