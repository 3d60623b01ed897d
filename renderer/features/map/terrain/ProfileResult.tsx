import { Badge, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { itmWarningText } from '#core/coverage/itm/itmResult'
import type { SightVerdict } from '#core/coverage/terrain/lineOfSight'
import type { TerrainLink } from '#core/coverage/terrain/terrainLink'
import { dbmText, dbText } from '#core/words/decibelText'
import { lengthText } from '#core/words/distanceText'
import type { TerrainPath } from '../../../workers/terrainContract'
import classes from './Terrain.module.css'

const VERDICTS: Record<SightVerdict, { color: string; label: string; Icon: typeof IconCircleCheck }> = {
  clear: { color: 'green', label: 'Clear', Icon: IconCircleCheck },
  'fresnel-obstructed': { color: 'yellow', label: 'Fresnel zone obstructed', Icon: IconAlertTriangle },
  blocked: { color: 'red', label: 'Blocked', Icon: IconCircleX },
}

/** Green only for what is proved: over ground that is not known nothing is clear. */
const UNCERTAIN = { color: 'yellow', label: 'Not certain', Icon: IconAlertTriangle }

export function VerdictBadge({ verdict, hasGaps }: { verdict: SightVerdict; hasGaps: boolean }) {
  const { color, label, Icon } = hasGaps && verdict !== 'blocked' ? UNCERTAIN : VERDICTS[verdict]
  return (
    <Badge color={color} variant="light" radius="sm" tt="none" leftSection={<Icon size={14} />}>
      {label}
    </Badge>
  )
}

/** The link in words and numbers: what is in the way, what is lost, what arrives, and how far that can be trusted. */
export function ProfileResult({ path, link }: { path: TerrainPath; link: TerrainLink }) {
  const { profile, missing } = path
  const { sight, itm, receivedDbm, marginDb } = link
  return (
    <div className={classes.result}>
      <Text fz="sm">{sight.sentence}</Text>
      <dl className={`${classes.facts} figures`}>
        <dt>Distance</dt>
        <dd>{lengthText(profile.distanceM)}</dd>
        <dt>Bearing</dt>
        <dd>{`${link.bearingDeg.toFixed(1)}°`}</dd>
        {itm && (
          <>
            <dt>Path loss (ITM)</dt>
            <dd>{dbText(itm.lossDb)}</dd>
            <dt>Above free space</dt>
            <dd>{dbText(itm.lossDb - itm.freeSpaceDb)}</dd>
          </>
        )}
        {receivedDbm !== null && marginDb !== null && (
          <>
            <dt>Received</dt>
            <dd>{dbmText(receivedDbm)}</dd>
            <dt>Needed</dt>
            <dd>{dbmText(link.thresholdDbm)}</dd>
            <dt>{marginDb >= 0 ? 'To spare' : 'Missing'}</dt>
            <dd>
              <b>{dbText(Math.abs(marginDb))}</b>
            </dd>
          </>
        )}
      </dl>
      <Notes path={path} link={link} />
      {missing.length > 0 && <Text fz="xs">{`Terrain to import again: ${missing.join(', ')}.`}</Text>}
    </div>
  )
}

function Notes({ path, link }: { path: TerrainPath; link: TerrainLink }) {
  const { gaps, filled } = path.profile
  const notes = [
    ...gaps.map(({ fromM, toM }) =>
      toM > fromM ? `No terrain from ${lengthText(fromM)} to ${lengthText(toM)}.` : `No terrain at ${lengthText(fromM)}.`,
    ),
    ...(link.itm ? [] : ['No path loss is predicted over ground that is not known.']),
    ...(filled > 0 ? [`${filled} samples lie in small voids and are filled from around them.`] : []),
    ...(link.itm?.warnings.map(itmWarningText) ?? []),
  ]
  if (notes.length === 0) return null
  return (
    <ul className={classes.notes} aria-label="To be aware of">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
