import { Button, FileButton, MultiSelect, Stack, Switch, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { decodeText } from '#core/files/decodeText'
import { checkTextSize } from '#core/files/fileLimits'
import { tableWarnings } from '#core/files/tableWarnings'
import type { Problem } from '#core/model/problem'
import type { Hotspot, Member } from '#core/model/records'
import { readCandidates } from '#core/planning/candidates/readCandidates'
import { countText } from '#core/words/countText'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import type { DraftPart } from './DraftFields'
import { MemberPlace } from './MemberPlace'
import { PlaceList } from './PlaceList'

interface CandidatesPartProps extends DraftPart {
  hotspots: readonly Hotspot[]
  members: readonly Member[]
}

/** Where sites may stand: a grid, places from a file, members' addresses, and hotspots that may be moved. */
export function CandidatesPart({ draft, onChange, faults, hotspots, members }: CandidatesPartProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [reading, setReading] = useState('')
  const groups = useMemo(() => hotspotGroups(hotspots), [hotspots])
  const movable = new Set(draft.movable)
  const chosen = [...groups].filter(([, ids]) => ids.every((id) => movable.has(id))).map(([group]) => group)

  async function importFile(file: File | null): Promise<void> {
    if (!file) return
    setProblem(null)
    try {
      checkTextSize(file.size)
      const text = decodeText(new Uint8Array(await file.arrayBuffer()))
      const read = await readCandidates(text, { costOfEach: Number(draft.gridCost) || 0 })
      // Ids are lines of their file: the name keeps two files apart.
      const listed = read.candidates.map((candidate) => ({ ...candidate, id: `${file.name}:${candidate.id}` }))
      const others = draft.listed.filter(({ id }) => !id.startsWith(`${file.name}:`))
      onChange({ listed: [...others, ...listed] })
      const [first] = read.problems
      const wrong =
        read.problemCount > 0 && first
          ? ` ${countText(read.problemCount, 'row')} left out; the first, line ${first.line}: ${first.message}`
          : ''
      const warnings = tableWarnings(text).map(({ message }) => ` ${message}`)
      setReading(`${countText(listed.length, 'place')} read from ${file.name}.${wrong}${warnings.join('')}`)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="sm">
      <Switch
        label="A grid over the area"
        checked={draft.grid}
        error={faults.grid}
        onChange={(event) => onChange({ grid: event.currentTarget.checked })}
      />
      <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void importFile(file)}>
        {(button) => (
          <Button variant="default" size="compact-sm" w="max-content" {...button}>
            Read places from a CSV
          </Button>
        )}
      </FileButton>
      <Text fz="xs" c="dimmed" role="status">
        {reading || 'Columns name, lat, lng or h3, and cost if there is one.'}
      </Text>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <PlaceList
        what="listed place"
        kind="listed"
        places={draft.listed}
        currency={draft.currency}
        onChange={(listed) => onChange({ listed })}
      />
      {members.length > 0 && <MemberPlace members={members} onAdd={(place) => onChange({ listed: [...draft.listed, place] })} />}
      <MultiSelect
        label="Groups whose hotspots may be moved"
        description={draft.movable.length > 0 ? countText(draft.movable.length, 'hotspot') : 'None: hotspots stay where they are'}
        placeholder={groups.size === 0 ? 'No groups in the fleet' : undefined}
        disabled={groups.size === 0}
        data={[...groups.keys()]}
        value={chosen}
        searchable
        onChange={(names) => onChange({ movable: [...new Set(names.flatMap((name) => groups.get(name) ?? []))] })}
      />
    </Stack>
  )
}

/** Located hotspots by group. */
function hotspotGroups(hotspots: readonly Hotspot[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { id, lat, groups: names } of hotspots) {
    if (lat === null) continue
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), id])
  }
  return new Map([...groups].sort(([a], [b]) => a.localeCompare(b, 'en')))
}
