import { Group, Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { type EvidenceRoom, readEvidenceRoom } from '../../../data/evidence/evidenceQueries'
import { consoleClient } from '../../../platform/consoleClient'
import { runJob } from '../../../platform/jobs'
import { ChooseFolder } from '../../../ui/ChooseFolder'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

const MB = 1_000_000

/** Photos and files lie beside the backups, which name them: how much room they take, and the way to another machine. */
export function EvidenceRoomPart() {
  const [room, setRoom] = useState<EvidenceRoom | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const reload = useCallback(
    () =>
      readEvidenceRoom().then(setRoom, (thrown: unknown) => {
        setProblem(asProblem(thrown))
      }),
    [],
  )
  useEffect(() => {
    void reload()
  }, [reload])

  async function copy(call: 'evidence.copyOut' | 'evidence.copyIn', title: string, path: string | null): Promise<void> {
    setProblem(null)
    try {
      await runJob(title, ({ signal }) => consoleClient.call(call, { path }, { signal }), copiedText)
      await reload()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (!room) return problem && <ProblemAlert problem={problem} />
  return (
    <Stack gap="xs" component="section" aria-label="Photos and files on this computer">
      <Title order={2}>Photos and files on this computer</Title>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Text className="figures">
        {countText(room.records, 'photo or file', 'photos and files')}, {numberText(Math.ceil(room.bytes / MB))} MB
        {room.missing > 0 && `; the content of ${room.missing} has not arrived`}
      </Text>
      <Text maw={720}>
        They lie sealed beside the backups in the data folder, and none goes while a record or a kept copy may need it. A backup
        that you save as a file opens them and does not hold them: for another computer copy them into a folder beside that file,
        and take them from there after a restore. Laptops of the cooperative get them by syncing.
      </Text>
      <Group align="flex-end">
        <ChooseFolder
          label="Copy into a folder"
          onChoose={(path) => void copy('evidence.copyOut', 'Copy photos and files', path)}
        />
        <ChooseFolder
          label="Take from a folder"
          onChoose={(path) => void copy('evidence.copyIn', 'Take photos and files', path)}
        />
      </Group>
    </Stack>
  )
}

function copiedText({ chunks, damaged }: { chunks: number; damaged: number }): string {
  const copied = chunks === 0 ? 'Nothing was copied' : `${countText(chunks, 'part')} copied and checked`
  if (damaged === 0) return copied
  return `${copied}; ${countText(damaged, 'part was', 'parts were')} damaged here: sync, which fetches them, and copy again`
}
