import { Button, Center, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { IconDatabaseOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { beginAnew, type LostRecords, leaveOldCopy } from '../data/durability/recordsStanding'
import { RestorePart } from '../features/settings/backups/RestorePart'
import { asProblem, ProblemAlert } from '../ui/ProblemAlert'

/** Instead of every screen, where the records that are here are not those that main remembers: what happened, and the ways on. */
export function LostRecordsScreen({ lost }: { lost: LostRecords }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const { title, text, otherwise } = wordsOf(lost)

  async function goOn(work: () => Promise<void>) {
    try {
      await work()
      window.location.reload()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <ScrollArea h="100%" component="main">
      <Center>
        <Stack maw={980} w="100%" p="xl" gap="xl">
          <Stack align="center" role="alert" gap="xs">
            <IconDatabaseOff size={40} stroke={1.5} />
            <Title order={1} ta="center">
              {title}
            </Title>
            <Text ta="center" maw={720}>
              {text}
            </Text>
          </Stack>
          <Stack gap="xs" component="section" aria-label="Restore a backup">
            <Title order={2}>Restore a backup</Title>
            <RestorePart lost={lost} opensAnew />
          </Stack>
          <Stack gap="xs" component="section" aria-label={otherwise.title} align="flex-start">
            <Title order={2}>{otherwise.title}</Title>
            <Text c="dimmed" maw={720}>
              {otherwise.text}
            </Text>
            {problem && <ProblemAlert problem={problem} />}
            <Button variant="default" onClick={() => void goOn(otherwise.work)}>
              {otherwise.button}
            </Button>
          </Stack>
        </Stack>
      </Center>
    </ScrollArea>
  )
}

interface Words {
  title: string
  text: string
  /** The last way on. */
  otherwise: { title: string; text: string; button: string; work: () => Promise<void> }
}

function wordsOf(lost: LostRecords): Words {
  if (lost.kind === 'emptied') {
    const changes = lost.made > 0 ? `, with ${countText(lost.made, 'change')} made here` : ''
    return {
      title: 'The records are not here any more',
      text: `This console knows of records that were last seen ${dateTimeText(lost.seenAt)}${changes}. The browser’s storage holds none: it was cleared or damaged, or this is another browser or profile than before. Commonmast deleted nothing.`,
      otherwise: {
        title: 'Or begin anew',
        text: 'Without the records that were here. Kept copies stay, and what the journal knows of payouts and devices is put back.',
        button: 'Begin anew without them',
        work: beginAnew,
      },
    }
  }
  const until = lost.seenAt === null ? '' : ` until ${dateTimeText(lost.seenAt)}`
  return {
    title: 'These records are an old copy',
    text: `${countText(lost.missing, 'change')} that ${lost.missing === 1 ? 'was' : 'were'} made here${until} ${lost.missing === 1 ? 'is' : 'are'} missing. The browser’s storage was put back from a copy, or this is a copied profile. Nothing was changed.`,
    otherwise: {
      title: 'Or go on with the old copy',
      text: 'As a new actor, because the numbers of the missing changes were given out already. What is missing can still come back from a backup or from other laptops.',
      button: 'Go on with the old copy',
      work: () => leaveOldCopy(),
    },
  }
}
