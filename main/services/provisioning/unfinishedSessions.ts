/**
 * Reads back from the journal alone which sessions ended before their record was signed, and what is known of their devices.
 * Pure: entries in, sessions out. Entries that cannot be read, as from an older version, are passed over.
 */
import { z } from 'zod'
import type { JournalEntry } from '#core/journal/journalEntry'
import { type ProvisioningFileV2, provisioningFileV2Schema } from '#core/provisioning/provisioningFile'
import { type StepKind, stepKindSchema } from '#core/provisioning/session/sessionState'
import { changingSteps, recordedSteps } from '#core/provisioning/session/stepRecords'
import type { BrokenOff } from './Continuation'
import { lostSession, withFacts } from './sessionFacts'
import { summariseSession } from './summariseSession'

export type SessionEntry = Pick<JournalEntry, 'at' | 'kind' | 'data'>

/** The step that had begun, and what was asked for with it, without its password. */
export interface BegunStep {
  kind: StepKind
  at: string
  about: Record<string, unknown>
}

/** One session as far as the entries read until now tell. */
export interface JournalledSession extends BrokenOff {
  /** The step that runs at the end of what was read. */
  begun: BegunStep | null
  /** A step that changes the device and ended without its answer: a pulled cable, a person who stopped waiting. */
  unanswered: BegunStep | null
  opened: boolean
  /** When the cable was pulled, and when a record was signed. */
  lostAt: string | null
  signedAt: string | null
  /** That record, unless the device was asked for a change since. */
  record: ProvisioningFileV2 | null
}

const openingSchema = z.object({
  path: z.string(),
  workOrderId: z.string().nullable().catch(null),
  usb: z
    .object({ vendorId: z.string().nullable(), productId: z.string().nullable(), serialNumber: z.string().nullable() })
    .catch({ vendorId: null, productId: null, serialNumber: null }),
  startedAt: z.string().optional().catch(undefined),
})

/** The sessions that the entries leave open, also those whose record was signed and not said to be saved, the newest first. `entries` are in the journal's order. */
export function unfinishedSessions(entries: Iterable<SessionEntry>): JournalledSession[] {
  const sessions = new Map<string, JournalledSession>()
  for (const entry of entries) readEntry(sessions, entry)
  return [...sessions.values()].map(summarised).reverse()
}

function readEntry(sessions: Map<string, JournalledSession>, { at, kind, data }: SessionEntry): void {
  const { sessionId } = data
  if (!kind.startsWith('provisioning.') || typeof sessionId !== 'string') return
  const event = kind.slice('provisioning.'.length)
  if (event === 'open.begin') {
    const opening = openingSchema.safeParse(data)
    if (opening.success) sessions.set(sessionId, newSession(sessionId, at, opening.data))
    return
  }
  // The session that goes on may be finished, and so no longer be read.
  if (event === 'resumed' && typeof data.resumes === 'string') sessions.delete(data.resumes)
  const session = sessions.get(sessionId)
  if (!session) return
  session.lastAt = at
  switch (event) {
    case 'open.done':
      session.opened = true
      session.state = { ...session.state, simulated: data.simulated === true }
      if (typeof data.linkPath === 'string') session.linkPath = data.linkPath
      return
    case 'lost':
      session.lostAt = at
      return
    case 'sign.done':
    case 'sign-unfinished.done':
      session.signedAt = at
      session.record = provisioningFileV2Schema.safeParse(data.record).data ?? null
      return
    case 'closed':
      if (data.finished !== false) sessions.delete(sessionId)
      return
    case 'open.failed':
    case 'dismissed':
      sessions.delete(sessionId)
      return
    default:
      readStep(session, event, at, data)
  }
}

function readStep(session: JournalledSession, event: string, at: string, data: Record<string, unknown>): void {
  const [name, moment] = event.split('.')
  const kind = stepKindSchema.safeParse(name)
  if (!kind.success) return
  if (moment === 'begin') {
    session.begun = { kind: kind.data, at, about: data }
    // What was signed before does not say it.
    if (recordedSteps.has(kind.data)) {
      session.signedAt = null
      session.record = null
    }
    return
  }
  const { begun } = session
  session.begun = null
  session.state = withFacts(session.state, data.known)
  if (moment === 'failed' && changingSteps.has(kind.data) && endsUnanswered(data)) session.unanswered = begun
  else if (kind.data === session.unanswered?.kind || (moment === 'done' && asking.has(kind.data))) session.unanswered = null
}

/** What finds out how a device is now. */
const asking: ReadonlySet<StepKind> = new Set(['identify', 'verify'])

/** Whether the device may have done what it was asked for all the same; not where it was never asked. */
function endsUnanswered({ code, begun }: Record<string, unknown>): boolean {
  if (begun === false || typeof code !== 'string') return false
  // Journals of before held one code for everything that was cancelled.
  return /^(contract\.cancelled|session\.cancelled-late|session\.closed|port\..+|console\.rebooted|.+[.-](silent|timeout|unexpected))$/.test(
    code,
  )
}

function newSession(sessionId: string, at: string, opening: z.infer<typeof openingSchema>): JournalledSession {
  const { path, workOrderId, usb, startedAt = at } = opening
  return {
    state: lostSession({ sessionId, path, simulated: path.startsWith('simulated:') }),
    startedAt,
    lastAt: at,
    workOrderId,
    inDoubt: null,
    recordId: null,
    summary: '',
    usb,
    linkPath: path,
    begun: null,
    unanswered: null,
    opened: false,
    lostAt: null,
    signedAt: null,
    record: null,
  }
}

function summarised(session: JournalledSession): JournalledSession {
  const { state, begun, unanswered } = session
  const startedMs = typeof begun?.about.startedMs === 'number' ? Math.max(0, begun.about.startedMs) : 0
  const steps = begun ? [...state.steps, { kind: begun.kind, startedMs, endedMs: null, outcome: null }] : state.steps
  // What the device said before it was sent to another network says nothing of where it is now.
  const forgotten = begun?.kind === 'connect' ? { connected: false, ssid: null, urls: [], network: null } : {}
  const inDoubt = (begun ?? unanswered)?.kind ?? null
  const recordId = session.record?.facts.id ?? null
  const told = { ...session, inDoubt, recordId, state: { ...state, ...forgotten, steps, phase: 'lost' as const, step: null } }
  return { ...told, summary: summariseSession(told) }
}
