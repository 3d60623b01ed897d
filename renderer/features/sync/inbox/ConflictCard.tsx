import { Button, Card, Group, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { termsReading } from '#core/agreements/termsSentences'
import type { Problem } from '#core/model/problem'
import { agreementSchema } from '#core/model/records'
import { termsOf } from '#core/rewards/termsOf'
import { capitalised } from '#core/words/capitalised'
import { dateTimeText } from '#core/words/dateText'
import { unbroken } from '#core/words/unbroken'
import { type Conflict, type ConflictVersion, settleConflict } from '../../../data/conflicts/conflicts'
import { actorText, type KnownActors } from '../../../data/history/actorText'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface ConflictCardProps {
  conflict: Conflict
  actors: KnownActors
  /** Names of members by id. */
  names: ReadonlyMap<string, string>
}

/** Versions of one agreement beside each other: who wrote which, what it says, and the choice. */
export function ConflictCard({ conflict, actors, names }: ConflictCardProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const readings = conflict.versions.map((version) => readingOf(conflict, version, names))
  const shared = new Set(readings[0]?.filter((sentence) => readings.every((other) => other.includes(sentence))))

  async function settle() {
    if (chosen === null) return
    try {
      await settleConflict(conflict, chosen)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Card withBorder component="section" aria-label={`Versions of ${conflict.name}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={3}>{conflict.name}</Title>
            <Text fz="sm" c="dimmed">
              Changed in {conflict.versions.length} places that did not know of each other. Nothing is split by it until one is
              chosen.
            </Text>
          </div>
          <MayWrite tables={[conflict.table]}>
            <Button onClick={() => void settle()} disabled={chosen === null}>
              Let the chosen one stand
            </Button>
          </MayWrite>
        </Group>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <SimpleGrid cols={Math.min(3, conflict.versions.length)} role="radiogroup" aria-label={`Version of ${conflict.name}`}>
          {conflict.versions.map((version, at) => (
            <Version
              key={version.stamp}
              version={version}
              who={actorText(version.actor, actors)}
              sentences={readings[at] ?? []}
              shared={shared}
              isChosen={chosen === version.stamp}
              onChoose={() => setChosen(version.stamp)}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Card>
  )
}

interface VersionProps {
  version: ConflictVersion
  who: string
  sentences: readonly string[]
  /** Sentences that all versions say. */
  shared: ReadonlySet<string>
  isChosen: boolean
  onChoose: () => void
}

function Version({ version, who, sentences, shared, isChosen, onChoose }: VersionProps) {
  return (
    <Card withBorder p="sm" style={isChosen ? { borderColor: 'var(--mantine-primary-color-filled)' } : undefined}>
      <Stack gap={4}>
        <Radio checked={isChosen} onChange={onChoose} label={who} description={dateTimeText(version.atMs)} />
        <Stack gap={2} component="ul" m={0} pl="md">
          {sentences.map((sentence) => (
            <Text
              key={sentence}
              component="li"
              fz="sm"
              fw={shared.has(sentence) ? 400 : 600}
              c={shared.has(sentence) ? 'dimmed' : undefined}
            >
              {unbroken(sentence)}
            </Text>
          ))}
        </Stack>
      </Stack>
    </Card>
  )
}

/** What a version says, in sentences. */
function readingOf({ key, fields }: Conflict, { value }: ConflictVersion, names: ReadonlyMap<string, string>): string[] {
  const never = '1970-01-01T00:00:00.000Z'
  const agreement = agreementSchema.safeParse({ id: key, name: key, shares: [], createdAt: never, updatedAt: never, ...value })
  if (agreement.success) return [`It is called ${agreement.data.name}.`, ...termsReading(termsOf(agreement.data), names)]
  return fields.map((field) => `${capitalised(field)}: ${JSON.stringify(value[field] ?? null)}`)
}
