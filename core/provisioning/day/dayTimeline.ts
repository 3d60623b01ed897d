/** The day's devices along its hours: when each was in hand, and how long its steps took. Milliseconds since 1970. */
import type { StepKind } from '../session/sessionState'
import type { DeviceOfDay } from './deviceOfDay'

export interface TimelineStep {
  kind: StepKind
  fromMs: number
  toMs: number
  /** `done`, the code of the problem that ended it, or null when its end is not known. */
  outcome: string | null
}

export interface TimelineDevice {
  recordId: string
  name: string
  fromMs: number
  toMs: number
  steps: TimelineStep[]
}

export interface DayTimeline {
  fromMs: number
  toMs: number
  /** The earliest first. */
  devices: TimelineDevice[]
  /** Round times to write along the axis. */
  ticksMs: number[]
}

const MINUTE_MS = 60_000
const TICK_STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240]
const MOST_TICKS = 9

/** Null without devices whose times can be read. */
export function dayTimeline(devices: readonly DeviceOfDay[]): DayTimeline | null {
  const lines = devices.flatMap((device) => timelineDevice(device) ?? []).toSorted((a, b) => a.fromMs - b.fromMs)
  if (lines.length === 0) return null
  const first = Math.min(...lines.map(({ fromMs }) => fromMs))
  const last = Math.max(...lines.map(({ toMs }) => toMs), first + MINUTE_MS)
  const step = tickStepMs(last - first)
  const [fromMs, toMs] = [Math.floor(first / step) * step, Math.ceil(last / step) * step]
  const ticksMs = Array.from({ length: Math.round((toMs - fromMs) / step) + 1 }, (_, i) => fromMs + i * step)
  return { fromMs, toMs, devices: lines, ticksMs }
}

function timelineDevice({ recordId, name, startedAt, signedAt, facts }: DeviceOfDay): TimelineDevice | null {
  const [fromMs, signedMs] = [Date.parse(startedAt), Date.parse(signedAt)]
  if (Number.isNaN(fromMs) || Number.isNaN(signedMs)) return null
  // The monotonic clock tells how long it took; a clock set meanwhile would stretch or turn the bar.
  const toMs = facts ? fromMs + facts.elapsedMs : Math.max(fromMs, signedMs)
  const steps = (facts?.steps ?? []).map(({ kind, startedMs, endedMs, outcome }) => ({
    kind,
    fromMs: Math.min(toMs, fromMs + startedMs),
    toMs: Math.min(toMs, fromMs + Math.max(startedMs, endedMs ?? startedMs)),
    outcome,
  }))
  return { recordId, name, fromMs, toMs, steps }
}

function tickStepMs(spanMs: number): number {
  const minutes = TICK_STEPS_MINUTES.find((step) => spanMs / (step * MINUTE_MS) <= MOST_TICKS - 2)
  return (minutes ?? 24 * 60) * MINUTE_MS
}
