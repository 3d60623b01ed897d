import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryJournal } from '../testing/memoryJournal'
import { unfinishedSessions } from './unfinishedSessions'
import { wantedLines } from './wantedLines'

const id = fc.constantFrom('a', 'b', 'c')
const known = { known: { identified: true, note: '"sessionId":"c"' } }
const event = fc.oneof(
  fc.record({ kind: fc.constant('open.begin'), sessionId: id, data: fc.constant({ path: '/dev/ttyUSB0' }) }),
  fc.record({
    kind: fc.constantFrom('open.done', 'open.failed', 'identify.begin', 'identify.done', 'lost', 'sign.done', 'dismissed'),
    sessionId: id,
    data: fc.constant(known),
  }),
  fc.record({ kind: fc.constant('closed'), sessionId: id, data: fc.record({ finished: fc.boolean() }) }),
  fc.record({ kind: fc.constant('resumed'), sessionId: id, data: fc.record({ resumes: id }) }),
  fc.record({ kind: fc.constant('sign-unfinished.done'), sessionId: id, data: fc.constant({ record: known }) }),
)

it('leaves out only lines without which the same sessions are unfinished, in one reading or in two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 30 }), fc.nat(30), async (events, cut) => {
      const journal = createMemoryJournal()
      // As in the program, a session begins once, and after its end nothing more is written of it.
      const ended = new Set<string>()
      const begun = new Set<string>()
      for (const { kind, sessionId, data } of events) {
        if (ended.has(sessionId) || begun.has(sessionId) === (kind === 'open.begin')) continue
        if (kind === 'resumed' && (data as { resumes: string }).resumes === sessionId) continue
        begun.add(sessionId)
        await journal.append(`provisioning.${kind}`, { sessionId, ...data })
        const finished = kind === 'closed' && (data as { finished: boolean }).finished
        if (finished || ['open.failed', 'dismissed'].includes(kind)) ended.add(sessionId)
        if (kind === 'resumed') ended.add((data as { resumes: string }).resumes)
      }
      const all = unfinishedSessions(journal.entries)
      const once = await journal.readBack(wantedLines(new Set()).wants, { afterSeq: 0, sinceAt: '' })
      expect(unfinishedSessions(once)).toEqual(all)
      const early = unfinishedSessions(journal.entries.slice(0, cut)).map(({ state }) => state.sessionId)
      const late = await journal.readBack(wantedLines(new Set(early)).wants, { afterSeq: cut, sinceAt: '' })
      const kept = journal.entries.slice(0, cut).filter(({ data }) => early.includes(String(data.sessionId)))
      expect(unfinishedSessions([...kept, ...late])).toEqual(all)
    }),
    { numRuns: 300 },
  )
})
