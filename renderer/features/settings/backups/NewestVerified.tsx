import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import type { VerifiedCopy } from '#core/records/backup/newestVerified'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import type { LostRecords } from '../../../data/durability/recordsStanding'

/** The best way back: how old it is, and what it lacks of what was there. */
export function NewestVerified({
  copy,
  lost,
  onRestore,
}: {
  copy: VerifiedCopy | null
  lost: LostRecords
  onRestore: (name: string) => void
}) {
  if (!copy) {
    return <Text>No verified copy is kept on this computer. A backup that you saved elsewhere brings the records back.</Text>
  }
  return (
    <Card withBorder>
      <Group justify="space-between" wrap="nowrap">
        <Group wrap="nowrap">
          <IconArchive size={28} stroke={1.5} aria-hidden />
          <Stack gap={2}>
            <Text fw={500}>The newest verified copy is of {dateTimeText(copy.at)}</Text>
            <Text fz="sm" c="dimmed">
              {countText(copy.rows, 'row')}. {missingText(copy, lost)}
            </Text>
          </Stack>
        </Group>
        <Button flex="none" onClick={() => onRestore(copy.name)}>
          Restore it
        </Button>
      </Group>
    </Card>
  )
}

function missingText({ at, holds }: VerifiedCopy, { actor, made }: LostRecords): string {
  const journal = 'Signed payouts and records of devices since then are put back from the journal.'
  if (holds.actor !== actor) return `What was written after ${dateTimeText(at)} is not in it. ${journal}`
  if (holds.made >= made) return 'It has everything that was written here.'
  return `${countText(made - holds.made, 'change')} made since are not in it. ${journal}`
}
