import { Button, CloseButton, Group, Stack, TagsInput, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { numberText } from '#core/words/numberText'
import { setGroup } from '../../../data/fleet/groups'
import { exportHotspotsGeoJson } from '../../../map/exportMap'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import classes from '../MapScreen.module.css'

interface SelectionPanelProps {
  hotspots: Hotspot[]
  /** Groups in use, offered while typing. */
  groups: string[]
  onChoose: (id: string) => void
  onClose: () => void
}

const LISTED = 50

/** Hotspots within a drawn outline: what they are, and what can be done with all of them at once. */
export function SelectionPanel({ hotspots, groups, onChoose, onClose }: SelectionPanelProps) {
  const [wanted, setWanted] = useState<string[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const networks = useMemo(() => countBy(hotspots, ({ network }) => network), [hotspots])

  const group = async () => {
    try {
      const ids = hotspots.map(({ id }) => id)
      for (const name of wanted) await setGroup(ids, name, true)
      setWanted([])
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <aside className={`${classes.panel} ${classes.details}`} aria-label="Selected hotspots">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{numberText(hotspots.length)} selected</Title>
        <CloseButton aria-label="Close the selection" onClick={onClose} />
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Text fz="sm" className={classes.prose}>
        {networks.map(([network, count]) => `${numberText(count)} ${network}`).join(', ') ||
          'No hotspot lies within the outline.'}
      </Text>
      {hotspots.length > 0 && (
        <>
          <TagsInput label="Add to groups" data={groups} value={wanted} onChange={setWanted} />
          <Group gap="xs">
            <MayWrite tables={['hotspots']}>
              <Button size="compact-sm" disabled={wanted.length === 0} onClick={() => void group()}>
                Add {numberText(hotspots.length)}
              </Button>
            </MayWrite>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                exportHotspotsGeoJson(hotspots, { fileName: 'selected-hotspots.geojson' }).catch((thrown: unknown) =>
                  setProblem(asProblem(thrown)),
                )
              }}
            >
              Save as GeoJSON
            </Button>
          </Group>
        </>
      )}
      <Stack gap={2}>
        {hotspots.slice(0, LISTED).map(({ id, name }) => (
          <Button key={id} variant="subtle" color="gray" size="compact-sm" justify="flex-start" onClick={() => onChoose(id)}>
            {name}
          </Button>
        ))}
        {hotspots.length > LISTED && (
          <Text fz="xs" c="dimmed">
            and {numberText(hotspots.length - LISTED)} more.
          </Text>
        )}
      </Stack>
    </aside>
  )
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
