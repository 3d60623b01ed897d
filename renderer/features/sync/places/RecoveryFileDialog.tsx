import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { foundAsPrepared, type PreparedFounding } from '../../../data/sync/recovery'
import { saveFile } from '../../../platform/saveFile'

interface RecoveryFileDialogProps {
  prepared: PreparedFounding
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>
  onClose: () => void
}

/** The cooperative begins once the file is kept: it is nowhere else. */
export function RecoveryFileDialog({ prepared, attempt, onClose }: RecoveryFileDialogProps) {
  const [isSaved, setSaved] = useState(false)

  function save() {
    saveFile('commonmast-recovery-key.json', JSON.stringify(prepared.recovery))
    setSaved(true)
  }

  async function begin() {
    await attempt(() => foundAsPrepared(prepared))
    onClose()
  }

  return (
    <Modal opened onClose={onClose} title={`Recovery file of ${prepared.founding.name}`} size="lg">
      <Stack>
        <Text>
          Whoever has this file is the most senior admin. Put it on two sticks or print it, keep them where no laptop of the
          cooperative is, and delete it from your downloads. The program keeps no copy.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button variant={isSaved ? 'default' : 'filled'} leftSection={<IconDownload size={16} />} onClick={save}>
            Save the recovery file
          </Button>
          <Button disabled={!isSaved} onClick={() => void begin()}>
            It is kept: found the cooperative
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
