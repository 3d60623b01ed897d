import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { describeLoss, type JournalLoss } from '#core/journal/journalLoss'
import type { Problem } from '#core/model/problem'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { JournalTable } from './JournalTable'
import { useCall } from './useCall'

/** What is missing, until somebody has looked into it. */
function LossAlert({ loss, onAcknowledge }: { loss: JournalLoss; onAcknowledge: (seq: number) => void }) {
  const { seq } = loss
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert" title={describeLoss(loss)}>
      <Stack gap="sm" align="flex-start">
        <Text>
          Nothing is paid while this stands. Compare what was signed with your records, with a backup and with what the chain
          shows; a copy of the data folder may still hold the entries. That you have seen it is written into the journal.
        </Text>
        <Button variant="default" disabled={seq === null} onClick={() => seq !== null && onAcknowledge(seq)}>
          I have compared it: acknowledge the loss
        </Button>
      </Stack>
    </Alert>
  )
}

/** What main wrote down of money and devices, each entry chained to the one before it. */
export function JournalPanel() {
  const { value, problem, reload } = useCall('journal.list', { limit: 200 })
  const [failure, setFailure] = useState<Problem | null>(null)
  if (problem) return <ProblemAlert problem={problem} />
  if (!value) return null

  async function acknowledge(seq: number) {
    setFailure(null)
    try {
      await consoleClient.call('journal.acknowledgeLoss', { seq })
      await reload()
    } catch (thrown) {
      setFailure(asProblem(thrown))
    }
  }

  return (
    <Stack gap="sm">
      {failure && <ProblemAlert problem={failure} onClose={() => setFailure(null)} />}
      {value.lost && <LossAlert loss={value.lost} onAcknowledge={acknowledge} />}
      {value.intact ? (
        <Group gap="xs">
          <Badge color="green" variant="light" tt="none" leftSection={<IconCheck size={12} />}>
            Chain intact
          </Badge>
          <Text c="dimmed">{value.total} entries; each holds the hash of the one before it.</Text>
        </Group>
      ) : (
        value.brokenAt !== null && (
          <Alert
            color="red"
            variant="light"
            icon={<IconAlertTriangle />}
            title={`The journal was changed at entry ${value.brokenAt}: keep the file and compare it with a backup.`}
          />
        )
      )}
      {value.entries.length === 0 ? (
        <Text c="dimmed">Nothing yet: steps on devices and signatures will be written here as they happen.</Text>
      ) : (
        <JournalTable entries={value.entries} />
      )}
    </Stack>
  )
}
