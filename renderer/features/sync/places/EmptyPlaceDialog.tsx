import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { countText } from '#core/words/countText'
import { useSyncActivity } from '../../../data/sync/syncWithPlace'

/** A place without batches is perhaps the wrong one: a person says whether it is to be filled. */
export function EmptyPlaceDialog() {
  const asking = useSyncActivity((state) => state.asking)
  if (!asking) return null
  const { name, own, others, answer } = asking
  return (
    <Modal opened onClose={() => answer(null)} title="This place is empty" size="lg">
      <Stack>
        <Text style={{ overflowWrap: 'anywhere' }}>
          {name} holds nothing of the cooperative. This laptop holds {countText(own, 'batch', 'batches')} of its own and {others}{' '}
          of others; nothing of that is deleted. Is it a new place, or the wrong one?
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(null)}>
            Leave it empty
          </Button>
          {others > 0 && (
            <Button variant="default" onClick={() => answer('write-own')}>
              Write only my own
            </Button>
          )}
          <Button onClick={() => answer('write-all')}>Fill it</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
