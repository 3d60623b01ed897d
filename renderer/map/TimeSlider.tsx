import { ActionIcon, Group, RangeSlider, Text, Tooltip } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { countText } from '#core/words/countText'
import { additionsPerBar, type DayRange, daySpan, dayText } from './hotspotDates'
import classes from './TimeSlider.module.css'

interface TimeSliderProps {
  /** From `hotspotDays`; kept while the fleet is the same. */
  days: Float64Array
  /** The range shown; null for all of it. */
  range: DayRange | null
  onRange: (range: DayRange | null) => void
}

const BARS = 72
const HEIGHT = 28
/** Playing goes through the whole history in about this many steps. */
const PLAY_STEPS = 60
const PLAY_EVERY_MS = 220

/**
 * The history of the fleet: when hotspots came, and which stretch of it the map shows. Play lets the end run from the start
 * to today. Give the map `narrowToDays(index, days, range)`.
 */
export function TimeSlider({ days, range, onRange }: TimeSliderProps) {
  const span = useMemo(() => daySpan(days), [days])
  const bars = useMemo(() => span && additionsPerBar(days, span, BARS), [days, span])
  const [isPlaying, setPlaying] = useState(false)
  const shown = range ?? span
  const length = span ? span.to - span.from : 0
  const step = Math.max(1, Math.round(length / PLAY_STEPS))

  useEffect(() => {
    if (!isPlaying || !span || !shown) return
    const timer = setTimeout(() => {
      const to = Math.min(span.to, shown.to + step)
      onRange({ from: shown.from, to })
      if (to === span.to) setPlaying(false)
    }, PLAY_EVERY_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, span, shown, step, onRange])

  if (!span || !shown || !bars || length === 0) return null
  const most = Math.max(1, ...bars)
  const count = days.filter((day) => day >= shown.from && day <= shown.to).length
  const play = () => {
    if (!isPlaying && shown.to === span.to) onRange({ from: shown.from, to: shown.from })
    setPlaying(!isPlaying)
  }

  return (
    <section className={classes.slider} aria-label="History of the fleet" data-testid="time-slider">
      <Tooltip withinPortal={false} label={isPlaying ? 'Pause' : 'Play the history'}>
        <ActionIcon variant="default" size="lg" aria-label={isPlaying ? 'Pause' : 'Play the history'} onClick={play}>
          {isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        </ActionIcon>
      </Tooltip>
      <div className={classes.track}>
        <svg
          className={classes.bars}
          viewBox={`0 0 ${BARS} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Hotspots added over time, from ${dayText(span.from)} to ${dayText(span.to)}`}
        >
          {Array.from(bars, (added, i) => {
            const day = span.from + ((i + 0.5) / BARS) * (length + 1)
            const height = added === 0 ? 0 : Math.max(1.5, (added / most) * HEIGHT)
            return (
              <rect
                key={day}
                x={i}
                y={HEIGHT - height}
                width={0.9}
                height={height}
                data-within={(day >= shown.from && day <= shown.to + 1) || undefined}
              />
            )
          })}
        </svg>
        <RangeSlider
          size="xs"
          min={span.from}
          max={span.to}
          step={1}
          minRange={0}
          value={[shown.from, shown.to]}
          onChange={([from, to]) => {
            setPlaying(false)
            onRange(from === span.from && to === span.to ? null : { from, to })
          }}
          label={dayText}
          thumbFromLabel="First day shown"
          thumbToLabel="Last day shown"
          thumbProps={(index) => ({ 'aria-valuetext': dayText(index === 0 ? shown.from : shown.to) })}
        />
      </div>
      <Group gap={4} className={`${classes.text} figures`}>
        <Text fz="xs" inherit>
          {dayText(shown.from)} – {dayText(shown.to)}
        </Text>
        <Text fz="xs" c="dimmed" inherit>
          {countText(count, 'hotspot')}
        </Text>
      </Group>
    </section>
  )
}
