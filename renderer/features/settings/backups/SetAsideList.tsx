import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { dateTimeText } from '#core/words/dateText'
import { deleteSetAside, listSetAside } from '../../../data/backups/setAside'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

/** Records that could not be opened and made room for a backup; nothing where there are none. */
export function SetAsideList() {
  const [records, setRecords] = useState<{ name: string; at: string }[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const reload = useCallback(async () => setRecords(await listSetAside()), [])
  useEffect(() => {
    void reload()
  }, [reload])

  async function remove(name: string) {
    try {
      await deleteSetAside(name)
      await reload()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (records.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={2}>Records set aside</Title>
      <Text maw={720}>
        They could not be opened when a backup was restored, and lie in this program’s storage as they were. Keep them while
        anything of them may be needed.
      </Text>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <List listStyleType="none">
        {records.map(({ name, at }) => (
          <List.Item key={name}>
            <Group gap="sm">
              <Text fz="sm">Set aside {dateTimeText(at)}</Text>
              <Button size="compact-xs" color="red" variant="light" onClick={() => remove(name)}>
                Delete for good
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
