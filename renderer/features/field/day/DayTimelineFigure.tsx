import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Problem } from '#core/model/problem'
import { dayTimeline, type TimelineDevice } from '#core/provisioning/day/dayTimeline'
import type { DeviceOfDay } from '#core/provisioning/day/deviceOfDay'
import type { StepKind } from '#core/provisioning/session/sessionState'
import { countText } from '#core/words/countText'
import { timeText } from '#core/words/dateText'
import { ChartFigure } from '../../../ui/ChartFigure'
import classes from './Day.module.css'
import { STEP_NAMES } from './stepNames'

interface DayTimelineFigureProps {
  devices: readonly DeviceOfDay[]
  day: string
  onProblem: (problem: Problem) => void
}

const LEAST_WIDTH = 320
const LEFT = 14
const RIGHT = 14
const LANE = 18
const AXIS = 20
const LEAST_STEP = 1.5

/** When each device was in hand and what was done with it, along the hours of the day. */
export function DayTimelineFigure({ devices, day, onProblem }: DayTimelineFigureProps) {
  const timeline = useMemo(() => dayTimeline(devices), [devices])
  // Drawn as wide as it is shown, so that its letters are of one size on every screen.
  const { ref, width: shownWidth } = useElementSize()
  if (!timeline) return null
  const width = Math.max(LEAST_WIDTH, Math.round(shownWidth))
  const { fromMs, toMs, ticksMs } = timeline
  const lanes = inLanes(timeline.devices)
  const height = lanes.length * LANE + AXIS
  const x = (ms: number) => LEFT + ((ms - fromMs) / (toMs - fromMs)) * (width - LEFT - RIGHT)
  const kinds = [...new Set(timeline.devices.flatMap(({ steps }) => steps.map(({ kind }) => kind)))]
  return (
    <ChartFigure
      title="Along the day"
      fileName={`device-day-${day}`}
      table={() => stepsTable(timeline.devices)}
      onProblem={onProblem}
    >
      <div ref={ref}>
        <svg viewBox={`0 0 ${width} ${height}`} className={classes.timeline} role="img" aria-label={spoken(timeline.devices)}>
          {ticksMs.map((ms, at) => (
            <g key={ms}>
              <line className={classes.tick} x1={x(ms)} x2={x(ms)} y1={0} y2={height - AXIS + 4} />
              <text
                className={classes.tickLabel}
                x={x(ms)}
                y={height - 4}
                textAnchor={at === 0 ? 'start' : at === ticksMs.length - 1 ? 'end' : 'middle'}
              >
                {timeText(ms)}
              </text>
            </g>
          ))}
          {lanes.flatMap((lane, row) =>
            lane.map((device) => (
              <g key={device.recordId}>
                <rect
                  className={classes.inHand}
                  x={x(device.fromMs)}
                  y={row * LANE + 3}
                  width={Math.max(LEAST_STEP, x(device.toMs) - x(device.fromMs))}
                  height={LANE - 6}
                />
                {device.steps.map((step) => (
                  <rect
                    key={`${step.kind}:${step.fromMs}`}
                    className={classes.stepBar}
                    data-kind={step.kind}
                    data-failed={step.outcome !== 'done'}
                    x={x(step.fromMs)}
                    y={row * LANE + 3}
                    width={Math.max(LEAST_STEP, x(step.toMs) - x(step.fromMs))}
                    height={LANE - 6}
                  />
                ))}
              </g>
            )),
          )}
        </svg>
      </div>
      <ul className={classes.legend} aria-hidden="true">
        {kinds.map((kind: StepKind) => (
          <li key={kind}>
            <span className={classes.swatch} data-kind={kind} />
            {STEP_NAMES[kind]}
          </li>
        ))}
        <li>
          <span className={classes.swatch} data-kind="in-hand" />
          In hand
        </li>
      </ul>
    </ChartFigure>
  )
}

/** Devices that were in hand at the same time stand below each other. */
function inLanes(devices: readonly TimelineDevice[]): TimelineDevice[][] {
  const lanes: TimelineDevice[][] = []
  for (const device of devices) {
    const free = lanes.find((lane) => (lane.at(-1)?.toMs ?? 0) <= device.fromMs)
    if (free) free.push(device)
    else lanes.push([device])
  }
  return lanes
}

function stepsTable(devices: readonly TimelineDevice[]): (string | number)[][] {
  const iso = (ms: number) => new Date(ms).toISOString()
  return [
    ['record_id', 'step', 'from', 'to', 'seconds', 'outcome'],
    ...devices.flatMap(({ recordId, fromMs, toMs, steps }) => [
      [recordId, 'in hand', iso(fromMs), iso(toMs), (toMs - fromMs) / 1_000, ''],
      ...steps.map((step) => [
        recordId,
        step.kind,
        iso(step.fromMs),
        iso(step.toMs),
        (step.toMs - step.fromMs) / 1_000,
        step.outcome ?? 'not known',
      ]),
    ]),
  ]
}

function spoken(devices: readonly TimelineDevice[]): string {
  const minutes = devices.map(({ fromMs, toMs }) => (toMs - fromMs) / 60_000).toSorted((a, b) => a - b)
  const median = minutes[Math.floor(minutes.length / 2)] ?? 0
  const last = Math.max(...devices.map(({ toMs }) => toMs))
  const count = countText(devices.length, 'device')
  return `${count} from ${timeText(devices[0]?.fromMs ?? 0)} to ${timeText(last)}, ${median.toFixed(1)} minutes in hand at the median`
}
