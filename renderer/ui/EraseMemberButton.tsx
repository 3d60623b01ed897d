import { Button, Checkbox, Group, List, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconEraser } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { WHAT_STAYS } from '#core/sync/keys/whatStays'
import { erasePerson } from '../data/sync/erasePerson'
import { useOwnAccess } from '../data/sync/syncQueries'
import { asProblem, ProblemAlert } from './ProblemAlert'

interface EraseMemberProps {
  member: Pick<Member, 'id' | 'name'>
  onErased: () => void
}

/** Erases what is known of a member; on an admin's laptop of a cooperative, else there is no button. What stays is said before. */
export function EraseMemberButton(props: EraseMemberProps) {
  const own = useOwnAccess()
  const [isOpen, { open, close }] = useDisclosure(false)
  if (!own?.roles.includes('admin')) return null
  return (
    <>
      <Button variant="subtle" color="red" size="compact-sm" leftSection={<IconEraser size={14} />} onClick={open}>
        Erase personal data…
      </Button>
      {isOpen && <EraseDialog {...props} onClose={close} />}
    </>
  )
}

function EraseDialog({ member: { id, name }, onErased, onClose }: EraseMemberProps & { onClose: () => void }) {
  const [isSure, setIsSure] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function erase() {
    setIsBusy(true)
    try {
      await erasePerson(id, new AbortController().signal)
      onErased()
    } catch (thrown) {
      setProblem(asProblem(thrown))
      setIsBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Erase personal data of ${name}`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Text>
          The keys that seal {name}’s own record are destroyed. Name, address, role, standing, bank details and the photos and
          files of theirs are gone from this laptop at once, and from every other with its next round. What lies at places can be
          read by nobody any more. It cannot be undone.
        </Text>
        <Title order={3} fz="sm">
          What stays, as far as it names them
        </Title>
        <List fz="sm" spacing={2} aria-label="What stays" style={{ columns: 2 }}>
          {Object.entries(WHAT_STAYS).map(([table, text]) => (
            <List.Item key={table}>{text}</List.Item>
          ))}
          <List.Item>Backups that were made before, and a laptop that never syncs again</List.Item>
        </List>
        <Checkbox
          label={`Nobody can bring back what is erased of ${name}`}
          checked={isSure}
          onChange={(event) => setIsSure(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" disabled={!isSure} loading={isBusy} onClick={() => void erase()}>
            Erase
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
