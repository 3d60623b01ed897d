/** Reads unfinished sessions back from the journal, each part of it once, and answers for them. */
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { SessionState } from '#core/provisioning/session/sessionState'
import type { ReadBack } from '../../storage/journal'
import type { AppendToJournal } from './SessionJournal'
import { type JournalledSession, type SessionEntry, unfinishedSessions } from './unfinishedSessions'
import { wantedLines } from './wantedLines'

/** Nobody goes on with what is older, and a journal of years need not be read. */
const OLDEST_MS = 90 * 24 * 60 * 60 * 1_000

export interface Recovery {
  /** Newest first, without those in `open`. @throws Problem `disk.*` */
  list(open: ReadonlySet<string>): Promise<UnfinishedSession[]>
  /** @throws Problem `session.not-unfinished`, `session.still-open` or `disk.*` */
  find(sessionId: string, open: ReadonlySet<string>): Promise<JournalledSession>
  /** Nothing is left to do for it; `saved`: its record is where records are kept. @returns its state, closed. @throws Problem as `find` */
  finish(sessionId: string, open: ReadonlySet<string>, saved: boolean): Promise<SessionState>
}

export function createRecovery(journal: AppendToJournal & { readBack?: ReadBack }, now: () => Date): Recovery {
  let entries: SessionEntry[] = []
  let known: ReadonlySet<string> = new Set()
  let seenSeq = 0
  let reading: Promise<JournalledSession[]> = Promise.resolve([])

  /** What was read before is kept as far as it still matters: only what came since is read. */
  async function read(): Promise<JournalledSession[]> {
    const sinceAt = new Date(now().getTime() - OLDEST_MS).toISOString()
    const filter = wantedLines(known)
    const since = (await journal.readBack?.(filter.wants, { afterSeq: seenSeq, sinceAt })) ?? []
    seenSeq = filter.newestSeq ?? seenSeq
    entries = [...entries, ...since]
    const sessions = unfinishedSessions(entries)
    known = new Set(sessions.map(({ state }) => state.sessionId))
    entries = entries.filter(({ data }) => typeof data.sessionId === 'string' && known.has(data.sessionId))
    return sessions
  }

  function sessions(): Promise<JournalledSession[]> {
    reading = reading.catch(() => []).then(read)
    return reading
  }

  async function find(sessionId: string, open: ReadonlySet<string>): Promise<JournalledSession> {
    if (open.has(sessionId)) {
      throw new Problem('session.still-open', 'This session is open again: go on with it, or close it first.')
    }
    const session = (await sessions()).find(({ state }) => state.sessionId === sessionId)
    if (!session) throw new Problem('session.not-unfinished', 'Nothing is left to do for this session: look at the list again.')
    return session
  }

  return {
    list: async (open) => (await sessions()).filter(({ state }) => !open.has(state.sessionId)).map(toldPart),
    find,
    async finish(sessionId, open, saved) {
      const { state } = await find(sessionId, open)
      await journal.append('provisioning.dismissed', { sessionId, saved })
      return { ...state, phase: 'closed' }
    },
  }
}

function toldPart({ state, startedAt, lastAt, workOrderId, inDoubt, recordId, summary }: JournalledSession): UnfinishedSession {
  return { state, startedAt, lastAt, workOrderId, inDoubt, recordId, summary }
}
