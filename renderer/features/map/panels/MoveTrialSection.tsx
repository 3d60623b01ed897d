import { Button, Group, Text, Title } from '@mantine/core'
import { cellArea } from 'h3-js'
import { h3Text } from '#core/geo/h3Index'
import { countText } from '#core/words/countText'
import { areaText } from '#core/words/distanceText'
import { numberText } from '#core/words/numberText'
import { formatPosition } from '../../../map/coordinates'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import type { useMoveTrial } from '../coverage/useMoveTrial'

import classes from '../MapScreen.module.css'

interface MoveTrialSectionProps {
  state: ReturnType<typeof useMoveTrial>
  hotspotId: string
  /** Whether the next click on the map is the place to try. */
  isChoosing: boolean
  onChoose: (choosing: boolean) => void
}

/** Tries a hotspot in another place: the coverage changes at once, the records do not. */
export function MoveTrialSection({ state, hotspotId, isChoosing, onChoose }: MoveTrialSectionProps) {
  const trial = state.trial?.hotspotId === hotspotId ? state.trial : null
  return (
    <section aria-label="Try another place">
      <Title order={3}>What if it stood elsewhere</Title>
      {trial && (
        <Text fz="sm" className={classes.prose}>
          At {formatPosition(trial.lat, trial.lng, 14)}: {countText(trial.change.gainedCells, 'cell')} would come,{' '}
          {numberText(trial.change.lostCells)} would go, {areaDifferenceText(trial.change)}.
        </Text>
      )}
      {isChoosing && <Text fz="sm">Click the place to try, or go to the map and press Space for its middle.</Text>}
      {state.problem && <ProblemAlert problem={state.problem} />}
      <Group gap="xs" mt={4}>
        <Button size="compact-sm" variant="default" aria-pressed={isChoosing} onClick={() => onChoose(!isChoosing)}>
          {isChoosing ? 'Choose no place' : 'Try another place'}
        </Button>
        {trial && (
          <Button size="compact-sm" variant="default" onClick={() => void state.putBack()}>
            Put it back
          </Button>
        )}
      </Group>
    </section>
  )
}

/** The difference as an area, by the size of one of its cells. */
function areaDifferenceText({
  cells,
  gainedCells,
  lostCells,
}: {
  cells: BigUint64Array
  gainedCells: number
  lostCells: number
}): string {
  const first = cells[0]
  if (first === undefined) return 'no difference'
  const areaM2 = (gainedCells - lostCells) * cellArea(h3Text(first), 'm2')
  return `${areaM2 >= 0 ? '+' : '−'}${areaText(Math.abs(areaM2))}`
}
