import { Text, Title } from '@mantine/core'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import classes from './DensityLegend.module.css'
import type { DensityClass, DensitySummary } from './densityClasses'
import { rgbText } from './palette'

/** What the colours mean, and how many cells of the fleet have each: the legend is a histogram. */
export function DensityLegend({ density }: { density: DensitySummary }) {
  const most = Math.max(1, ...density.classes.map(({ cells }) => cells))
  return (
    <section aria-label="Legend of hotspot density">
      <Title order={2}>Hotspots per cell</Title>
      <Text fz="xs" c="dimmed" className="figures" mb={8}>
        {countText(density.cells, 'cell')} of resolution {density.resolution}
      </Text>
      <table className={classes.legend}>
        <thead>
          <tr>
            <th scope="col">Hotspots</th>
            <th scope="col" colSpan={2}>
              Cells
            </th>
          </tr>
        </thead>
        <tbody>
          {density.classes.map((one) => (
            <tr key={one.from}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: rgbText(one.color) }} />
                {classText(one)}
              </th>
              <td className={classes.barCell}>
                <span className={classes.bar} style={{ width: barWidth(one.cells / most), background: rgbText(one.color) }} />
              </td>
              <td className={classes.count}>{numberText(one.cells)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Rare is still something: at least a hair's breadth. */
function barWidth(share: number): string {
  return share === 0 ? '0' : `max(1px, ${share * 100}%)`
}

function classText({ from, to }: DensityClass): string {
  if (to === null) return `${from} or more`
  return from === to ? `${from}` : `${from}–${to}`
}
