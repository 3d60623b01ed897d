import { Autocomplete, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { setGroup } from '../../data/fleet/groups'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import classes from './FleetScreen.module.css'

interface BulkBarProps {
  selection: ReadonlySet<string>
  shown: Hotspot[]
  groups: string[]
  onSelect: (selection: ReadonlySet<string>) => void
}

/** What can be done to many hotspots at once. */
export function BulkBar({ selection, shown, groups, onSelect }: BulkBarProps) {
  const [group, setGroupName] = useState('')
  const [outcome, setOutcome] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  if (selection.size === 0) return null
  const name = group.trim()

  async function apply(belongs: boolean): Promise<void> {
    setProblem(null)
    try {
      const changed = await setGroup([...selection], name, belongs)
      const hotspots = countText(changed, 'hotspot')
      setOutcome(belongs ? `${hotspots} added to ${name}` : `${hotspots} removed from ${name}`)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <section aria-label="Selected hotspots">
      <div className={classes.bulk}>
        <Text fz="sm" fw={600} className="figures">
          {numberText(selection.size)} selected
        </Text>
        <Autocomplete
          size="xs"
          w={200}
          aria-label="Group name"
          placeholder="Group name"
          data={groups}
          value={group}
          onChange={setGroupName}
          maxLength={60}
        />
        <MayWrite tables={['hotspots']}>
          <Button size="compact-sm" disabled={name === ''} onClick={() => apply(true)}>
            Add to group
          </Button>
        </MayWrite>
        <MayWrite tables={['hotspots']}>
          <Button size="compact-sm" variant="default" disabled={name === ''} onClick={() => apply(false)}>
            Remove from group
          </Button>
        </MayWrite>
        <Text fz="xs" role="status">
          {outcome}
        </Text>
        <Group gap="xs" ml="auto">
          <Button size="compact-sm" variant="subtle" onClick={() => onSelect(new Set(shown.map(({ id }) => id)))}>
            Select all {numberText(shown.length)} shown
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => onSelect(new Set())}>
            Clear selection
          </Button>
        </Group>
      </div>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </section>
  )
}
