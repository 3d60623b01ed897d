/** Rounds with the places of this machine: one at a time, shown as work under way, remembered afterwards. */
import { create } from 'zustand'
import type { SyncPlace } from '#core/contract/syncCalls'
import { Problem } from '#core/model/problem'
import type { PlaceMemory } from '#core/records/tables/machineSettings'
import type { EmptyPlace, EmptyPlaceAnswer, Found } from '#core/sync/Round'
import type { SyncOutcome } from '#core/sync/syncRound'
import { cancelledProblem } from '#core/sync/throwIfCancelled'
import { countText } from '#core/words/countText'
import { runJob } from '../../platform/jobs'
import { readPlaceMemory, rememberPlace } from './placeMemory'
import { syncPlace } from './syncPlace'

interface SyncActivity {
  /** The place with which a round is under way that a person asked for. */
  placeId: string | null
  /** Whether one is under way that nobody asked for. */
  isQuiet: boolean
  /** What the last round with each place came upon, since the window was opened. */
  found: ReadonlyMap<string, readonly Found[]>
  /** An empty place about which a person is asked. */
  asking: (EmptyPlace & { name: string; answer: (answer: EmptyPlaceAnswer | null) => void }) | null
}

export const useSyncActivity = create<SyncActivity>(() => ({
  placeId: null,
  isQuiet: false,
  found: new Map(),
  asking: null,
}))

/** Ends the round that nobody asked for. */
let endQuietRound: (() => void) | null = null

interface SyncWithPlaceOptions {
  /** Whether a person waits for it: then an empty place is asked about, and the round stands in the tray. */
  isAsked: boolean
}

/** @throws Problem as `syncRound` */
export async function syncWithPlace(
  place: Pick<SyncPlace, 'id' | 'kind' | 'name'>,
  { isAsked }: SyncWithPlaceOptions,
): Promise<SyncOutcome> {
  const memory = (await readPlaceMemory()).get(place.id)
  const ask = isAsked ? (empty: EmptyPlace) => askAboutEmpty(empty, place.name) : undefined
  const work = (signal: AbortSignal, report: (progress: number | null, note?: string) => void) =>
    syncPlace(place, {
      signal,
      carriesOthers: memory?.carriesOthers ?? true,
      ...(ask && { ask }),
      onProgress: ({ phase, done, total }) => report(total === 0 ? null : done / total, PHASES[phase]),
    })
  try {
    const outcome = isAsked ? await askedRound(place, work) : await quietRound(work)
    await remember(place.id, outcome)
    return outcome
  } catch (thrown) {
    const problem = Problem.from(thrown, 'sync.stopped', 'The round stopped; what was done stays.')
    if (problem.code !== 'sync.cancelled') await rememberTrouble(place.id, problem.message)
    throw thrown
  }
}

type Work = (signal: AbortSignal, report: (progress: number | null, note?: string) => void) => Promise<SyncOutcome>

/** It does not wait for one that nobody asked for: what that has done stays, and this one does the rest. */
async function askedRound({ id, name }: Pick<SyncPlace, 'id' | 'name'>, work: Work): Promise<SyncOutcome> {
  // Before the other is ended, so that no further one begins between the two.
  useSyncActivity.setState({ placeId: id })
  endQuietRound?.()
  try {
    return await runJob(`Sync with ${name}`, ({ signal, report }) => work(signal, report), outcomeText)
  } finally {
    useSyncActivity.setState({ placeId: null })
  }
}

/** @throws Problem `sync.cancelled` where a person asked for one meanwhile */
async function quietRound(work: Work): Promise<SyncOutcome> {
  if (useSyncActivity.getState().placeId !== null) throw cancelledProblem()
  const ending = new AbortController()
  endQuietRound = () => ending.abort()
  useSyncActivity.setState({ isQuiet: true })
  try {
    return await work(AbortSignal.any([ending.signal, AbortSignal.timeout(QUIET_ROUND_MS)]), () => undefined)
  } finally {
    endQuietRound = null
    useSyncActivity.setState({ isQuiet: false })
  }
}

/** A round that nobody waits for ends then; the next goes on where it stopped. */
const QUIET_ROUND_MS = 10 * 60_000

const PHASES = { look: 'Looking', read: 'Reading', seal: 'Sealing', write: 'Writing', evidence: 'Photos and files' }

async function remember(placeId: string, outcome: SyncOutcome): Promise<void> {
  const before = (await readPlaceMemory()).get(placeId)
  const now = new Date().toISOString()
  const { written, applied, freeBytes, answer, isAgreed, notWritten, tooLarge, found, evidence, isOwnPastRead } = outcome
  await rememberPlace(placeId, {
    ...{ roundAt: now, written, applied, freeBytes },
    unreadSince: isOwnPastRead ? null : (before?.unreadSince ?? now),
    agreedAt: isAgreed ? now : (before?.agreedAt ?? null),
    carriesOthers: answer === null ? (before?.carriesOthers ?? true) : answer === 'write-all',
    notAdmitted: notAdmittedNow(found, now, before),
    ...troubleNow((notWritten ?? tooLarge ?? evidence.notSent ?? evidence.notKept)?.message ?? null, now, before),
  })
  useSyncActivity.setState(({ found: all }) => ({ found: new Map(all).set(placeId, found) }))
}

async function rememberTrouble(placeId: string, trouble: string): Promise<void> {
  const before = (await readPlaceMemory()).get(placeId)
  const nothing = {
    agreedAt: null,
    written: 0,
    applied: 0,
    freeBytes: null,
    carriesOthers: true,
    unreadSince: null,
    notAdmitted: [],
  }
  const now = new Date().toISOString()
  await rememberPlace(placeId, { ...nothing, ...before, roundAt: now, ...troubleNow(trouble, now, before) })
}

function notAdmittedNow(found: readonly Found[], now: string, before: PlaceMemory | undefined): PlaceMemory['notAdmitted'] {
  const keys = new Set(found.flatMap((one) => (one.kind === 'not-admitted' ? [one.publicKey] : [])))
  const since = new Map(before?.notAdmitted.map((each) => [each.publicKey, each.since]))
  return [...keys].map((publicKey) => ({ publicKey, since: since.get(publicKey) ?? now }))
}

/** The same trouble as before has lasted since then. */
function troubleNow(trouble: string | null, now: string, before: PlaceMemory | undefined) {
  const isSame = trouble !== null && trouble === before?.trouble
  return { trouble, troubledSince: trouble === null ? null : isSame ? (before.troubledSince ?? before.roundAt) : now }
}

/** Who has never sent anything begins: then the place is new, and nobody has to say so. */
function askAboutEmpty(empty: EmptyPlace, name: string): Promise<EmptyPlaceAnswer | null> {
  return empty.own === 0 ? Promise.resolve('write-all') : askPerson(empty, name)
}

function askPerson(empty: EmptyPlace, name: string): Promise<EmptyPlaceAnswer | null> {
  return new Promise((resolve) => {
    const answer = (given: EmptyPlaceAnswer | null) => {
      useSyncActivity.setState({ asking: null })
      resolve(given)
    }
    useSyncActivity.setState({ asking: { ...empty, name, answer } })
  })
}

/** "2 batches sent, 14 received" */
export function outcomeText({
  written,
  applied,
  isAgreed,
  evidence = { sent: 0, received: 0 },
}: Pick<SyncOutcome, 'written' | 'applied' | 'isAgreed'> & { evidence?: { sent: number; received: number } }): string {
  const { sent, received } = evidence
  const contents = sent + received === 0 ? '' : `; photos and files: ${sent} sent, ${received} received`
  if (written + applied > 0) return `${countText(written, 'batch', 'batches')} sent, ${applied} received${contents}`
  if (contents !== '') return `No new batches${contents}`
  return isAgreed ? 'Both hold the same' : 'Nothing new'
}
