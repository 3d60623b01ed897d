import { Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import { distanceText } from '#core/words/distanceText'
import type { PlaceFinding } from '../../../data/provisioning/placementCheck'
import { FindingSketch } from './FindingSketch'
import classes from './Position.module.css'

const TITLES: Record<PlacementFinding['code'], string> = {
  'far-from-order': 'from the work order',
  'duplicate-nearby': 'to the next device',
  moved: 'from where it was last',
  scattered: 'of scatter',
  'null-island': 'from 0, 0',
}
const OTHERS: Partial<Record<PlacementFinding['code'], string>> = {
  'far-from-order': 'Order',
  'duplicate-nearby': 'Device',
  moved: 'Before',
}

/** What is odd about a place: how far, in which direction, and what to do. */
export function FindingList({ findings }: { findings: readonly PlaceFinding[] }) {
  return (
    <ul className={classes.findings}>
      {findings.map(({ finding: { code, distanceM, message }, bearingDeg }) => (
        <li key={code} className={classes.finding}>
          {bearingDeg === null ? (
            <IconAlertTriangle size={40} aria-hidden className={classes.findingIcon} />
          ) : (
            <FindingSketch bearingDeg={bearingDeg} other={OTHERS[code] ?? ''} />
          )}
          <div>
            <Text fz={22} fw={650} component="p" className="figures">
              {distanceText(distanceM)} {TITLES[code]}
            </Text>
            <Text fz="lg" component="p">
              {message}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  )
}
