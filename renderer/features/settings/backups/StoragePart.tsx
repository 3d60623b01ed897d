import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { isLittle } from '#core/model/storageRoom'
import { numberText } from '#core/words/numberText'
import { askToKeep, type BrowserStorage, readStorage } from '../../../data/durability/storage'

const mbText = (bytes: number) => `${numberText(Math.ceil(bytes / 1_000_000))} MB`

/** What the browser gives the records: how much room, and whether it may take them away. */
export function StoragePart() {
  const [storage, setStorage] = useState<BrowserStorage | null>(null)
  const [isRefused, setIsRefused] = useState(false)
  const reload = useCallback(async () => setStorage(await readStorage()), [])
  useEffect(() => {
    void reload()
  }, [reload])
  if (!storage) return null
  const { room, isKept } = storage

  async function ask() {
    setIsRefused(!(await askToKeep()))
    await reload()
  }

  return (
    <Stack gap="xs" component="section" aria-label="Storage of this browser">
      <Title order={2}>Storage of this browser</Title>
      {room && (
        <Text className="figures">
          {mbText(room.used)} used, {mbText(room.available)} available
        </Text>
      )}
      {room && isLittle(room) && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title="There is little room left">
          <Text fz="sm">Free some disk space: a large import or a copy on trial may not fit.</Text>
        </Alert>
      )}
      <Group gap="xs">
        {isKept ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
        <Text>
          {isKept
            ? 'The browser keeps the records until you delete them.'
            : 'The browser may delete the records when its disk fills up; kept copies are not in its storage.'}
        </Text>
        {!isKept && (
          <Button size="compact-sm" variant="default" onClick={() => void ask()}>
            Ask the browser to keep them
          </Button>
        )}
      </Group>
      {isRefused && !isKept && (
        <Text fz="sm" c="dimmed" role="status">
          The browser did not promise it. It does so for pages that are used often or installed as an app.
        </Text>
      )}
    </Stack>
  )
}
