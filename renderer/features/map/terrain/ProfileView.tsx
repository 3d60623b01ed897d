import { Text } from '@mantine/core'
import { useState } from 'react'
import type { TerrainLink } from '#core/coverage/terrain/terrainLink'
import { lengthText } from '#core/words/distanceText'
import type { TerrainPath } from '../../../workers/terrainContract'
import { ProfileChart } from './ProfileChart'
import type { ProfilePicture } from './profilePicture'
import classes from './Terrain.module.css'

interface ProfileViewProps {
  picture: ProfilePicture
  path: TerrainPath
  link: TerrainLink
}

/** The cross-section with a reading at one place of it: by pointer, or with the slider below it by keys. */
export function ProfileView({ picture, path, link }: ProfileViewProps) {
  const { sight } = link
  const { distanceM, resolutionM } = path.profile
  const last = sight.lineM.length - 1
  const [share, setShare] = useState<number | null>(null)
  const index = share === null ? (sight.worst?.index ?? 0) : Math.round(share * last)
  const text = readingText(path, link, index)
  return (
    <>
      <ProfileChart
        picture={picture}
        label={`Cross-section of ${lengthText(distanceM)}. ${sight.sentence}`}
        readingM={index * resolutionM}
        onReading={setShare}
      />
      <div className={classes.readingRow}>
        <input
          type="range"
          className={classes.range}
          aria-label="Distance along the path"
          aria-valuetext={text}
          min={0}
          max={last}
          value={index}
          onChange={(event) => setShare(Number(event.currentTarget.value) / last)}
        />
        <Text fz="xs" className="figures" truncate>
          {text}
        </Text>
      </div>
    </>
  )
}

function readingText({ profile }: TerrainPath, { sight }: TerrainLink, index: number): string {
  const at = (values: Float64Array): number => values[index] ?? Number.NaN
  const where = `${((index * profile.resolutionM) / 1000).toFixed(2)} km`
  if (Number.isNaN(at(profile.elevationsM))) return `${where} · no terrain`
  const clearance = at(sight.clearanceM)
  const radius = at(sight.fresnelRadiusM)
  const share = radius > 0 && clearance >= 0 ? ` (${Math.round((clearance / radius) * 100)} % of the first Fresnel radius)` : ''
  return `${where} · ground ${at(profile.elevationsM).toFixed(0)} m · clearance ${clearance.toFixed(1)} m${share}`.replaceAll(
    '-',
    '−',
  )
}
