import { Title, useComputedColorScheme } from '@mantine/core'
import { terrainTone } from '#core/coverage/terrain/terrainImage'
import { rgbText } from '../../../map/palette'
import classes from './Terrain.module.css'

interface TerrainLegendProps {
  minElevationM: number
  maxElevationM: number
}

/** Which tone is which height, from the lowest to the highest in view. */
export function TerrainLegend({ minElevationM, maxElevationM }: TerrainLegendProps) {
  const scheme = useComputedColorScheme('light')
  const tones = [0, 0.5, 1].map((share) => rgbText(terrainTone(share, scheme)))
  return (
    <section aria-label="Legend of terrain">
      <Title order={2}>Terrain</Title>
      <span className={classes.ramp} style={{ background: `linear-gradient(to right, ${tones.join(', ')})` }} />
      <span className={`${classes.rampEnds} figures`}>
        <span>{minElevationM.toFixed(0)} m</span>
        <span>{maxElevationM.toFixed(0)} m</span>
      </span>
    </section>
  )
}
