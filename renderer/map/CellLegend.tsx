import { Group, Slider, Text, Title, useComputedColorScheme } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { numberText } from '#core/words/numberText'
import classes from './CellLegend.module.css'
import type { CellLayer } from './cellLayer'
import type { CellLayerSummary } from './cellSummary'
import { type LegendModel, legendModel } from './legendModel'
import { rgbText } from './palette'

interface CellLegendProps {
  layer: CellLayer
  /** Of this layer, from `MapFrame.cellLayers`; null while it is being prepared. */
  summary: CellLayerSummary | null
  /** What must be said beside the colours, e.g. "P(covered), best server, σ 8 dB". */
  note?: ReactNode
  /** With it there is a slider for the opacity. */
  onOpacity?: (opacity: number) => void
}

/** What the colours of a cell layer mean, how many cells have each, and how sure it is. */
export const CellLegend = memo(function CellLegend({ layer, summary, note, onOpacity }: CellLegendProps) {
  const scheme = useComputedColorScheme('light')
  const legend = summary && legendModel(layer, summary, scheme)
  return (
    <section className={classes.legend} aria-label={`Legend of ${layer.name}`} data-testid={`legend-${layer.id}`}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Title order={2}>{layer.name}</Title>
        {layer.unit !== '' && (
          <Text fz="xs" c="dimmed">
            {layer.unit}
          </Text>
        )}
      </Group>
      {legend && (
        <>
          <Text fz="xs" c="dimmed" className="figures">
            {legend.cellsText}
          </Text>
          {legend.ends && <Ramp legend={legend} ends={legend.ends} />}
          {(legend.categories.length > 0 || legend.unknown) && <Categories legend={legend} />}
        </>
      )}
      {note && <Text fz="xs">{note}</Text>}
      {onOpacity && (
        <Slider
          size="xs"
          min={0.1}
          max={1}
          step={0.05}
          label={null}
          thumbLabel={`Opacity of ${layer.name}`}
          value={layer.opacity}
          onChange={onOpacity}
        />
      )}
    </section>
  )
})

const HEIGHT = 36

function Ramp({ legend: { steps }, ends }: { legend: LegendModel; ends: [string, string] }) {
  const most = Math.max(1, ...steps.map(({ cells }) => cells))
  const busiest = steps.reduce((best, step, i) => (step.cells > (steps[best]?.cells ?? 0) ? i : best), 0)
  return (
    <div>
      <svg
        className={classes.histogram}
        viewBox={`0 0 ${steps.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram from ${ends[0]} to ${ends[1]}; most cells in step ${busiest + 1} of ${steps.length}`}
      >
        {steps.map(({ color, cells }, i) => {
          // Rare is still something: at least a hair's breadth.
          const height = cells === 0 ? 0 : Math.max(1.5, (cells / most) * (HEIGHT - 8))
          return (
            // Steps are told apart by their place on the ramp.
            <g key={rgbText(color) + String(i)} fill={rgbText(color)}>
              <rect x={i} y={HEIGHT - 7 - height} width={0.92} height={height} />
              <rect x={i} y={HEIGHT - 6} width={1.02} height={6} />
            </g>
          )
        })}
      </svg>
      <Group justify="space-between" className="figures" fz="xs">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </Group>
    </div>
  )
}

function Categories({ legend: { categories, rest, unknown } }: { legend: LegendModel }) {
  return (
    <ul className={`${classes.categories} figures`}>
      {categories.map(({ label, color, cells }) => (
        <li key={label}>
          <span className={classes.swatch} style={{ background: rgbText(color) }} />
          <span className={classes.label}>{label}</span>
          {numberText(cells)}
        </li>
      ))}
      {rest && (
        <li>
          <span className={classes.swatch} />
          <span className={classes.label}>{numberText(rest.categories)} more</span>
          {numberText(rest.cells)}
        </li>
      )}
      {unknown && (
        <li>
          <span
            className={classes.swatch}
            style={{
              background: `repeating-linear-gradient(-45deg, ${rgbText(unknown.color)} 0 2px, transparent 2px 5px)`,
            }}
          />
          <span className={classes.label}>Unknown</span>
          {numberText(unknown.cells)}
        </li>
      )}
    </ul>
  )
}
