import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_MARK, type RecordsMark, recordsMarkSchema, standingOf, withoutNewest, withSeen } from './recordsMark'

const AT = '2026-11-30T21:00:00.000Z'
const markOf = (...seen: [actor: string, made: number][]): RecordsMark =>
  seen.reduce((mark, [actor, made]) => withSeen(mark, { actor, made }, AT), NO_MARK)
const here = (actor: string, made: number) => ({ actor, made, isEmpty: false })
const nothing = { actor: 'fresh', made: 0, isEmpty: true }

describe('records and what main remembers of them', () => {
  it('[BR14] an empty database is a first start only where nothing is remembered, or a person began anew', () => {
    expect(standingOf(NO_MARK, nothing)).toEqual({ kind: 'as-known' })
    expect(standingOf(markOf(['ada', 7]), nothing)).toEqual({ kind: 'emptied', actor: 'ada', made: 7, seenAt: AT })
    // Restored from a backup, so that this actor has made nothing itself yet.
    expect(standingOf(markOf(['ada', 7], ['bo', 0]), nothing)).toMatchObject({ kind: 'emptied', actor: 'bo' })
    expect(standingOf(withoutNewest(markOf(['ada', 7])), nothing)).toEqual({ kind: 'as-known' })
  })

  it('[BR15] a database whose actor has made fewer operations than are remembered is an old copy', () => {
    const mark = markOf(['ada', 7])
    expect(standingOf(mark, here('ada', 7))).toEqual({ kind: 'as-known' })
    expect(standingOf(mark, here('ada', 8))).toEqual({ kind: 'as-known' })
    expect(standingOf(mark, here('ada', 4))).toEqual({ kind: 'older', actor: 'ada', made: 7, missing: 3, seenAt: AT })
    expect(standingOf(mark, here('bo', 1))).toEqual({ kind: 'as-known' })
  })

  it('[BR15] an old copy is known as one although another actor has written since, or a person began anew', () => {
    const older = { kind: 'older', actor: 'ada', made: 7, missing: 3, seenAt: null }
    expect(standingOf(markOf(['ada', 7], ['bo', 2]), here('ada', 4))).toEqual(older)
    expect(standingOf(withoutNewest(markOf(['ada', 7])), here('ada', 4))).toEqual(older)
    expect(standingOf(markOf(['ada', 7], ['bo', 2], ['ada', 9]), here('bo', 1))).toMatchObject({ kind: 'older', missing: 1 })
  })

  it('[BR15] what is remembered of an actor never becomes less', () => {
    const seen = fc.tuple(fc.constantFrom('ada', 'bo', 'cy'), fc.nat(9))
    fc.assert(
      fc.property(fc.array(seen, { minLength: 1 }), (all) => {
        const mark = markOf(...all)
        expect(recordsMarkSchema.parse(mark)).toEqual(mark)
        for (const [actor, made] of all) {
          const most = Math.max(...all.flatMap(([who, count]) => (who === actor ? [count] : [])))
          const { kind } = standingOf(mark, here(actor, made))
          expect(kind).toBe(made < most ? 'older' : 'as-known')
        }
      }),
    )
  })
})
