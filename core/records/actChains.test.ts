import { describe, expect, test } from 'vitest'
import { actChains, type ChainedAct } from './actChains'

/** Acts in the order in which they were done, each with what it takes back. */
const acts = (...done: [id: string, undoes?: string][]): ChainedAct[] =>
  done.map(([id, undoes = null], at) => ({ id, undoes, stamp: `00000000000${at}-0000@${id}` }))
const names = (stamps: Iterable<string>) => [...stamps].map((stamp) => stamp.slice(stamp.indexOf('@') + 1))

describe('an act', () => {
  test('that was taken back stands no more; what took it back can be taken back', () => {
    const { placeOf, repeats } = actChains(acts(['a'], ['b'], ['u', 'a']))
    expect(placeOf('a')).toEqual({ root: 'a', last: 'u', isUndo: false, isUndone: true })
    expect(placeOf('b')).toEqual({ root: 'b', last: 'b', isUndo: false, isUndone: false })
    expect(placeOf('u')).toEqual({ root: 'a', last: 'u', isUndo: true, isUndone: false })
    expect(names(repeats)).toEqual(['u'])
  })

  test('that was done again stands, and so does what did it again', () => {
    const { placeOf } = actChains(acts(['a'], ['u', 'a'], ['r', 'u']))
    expect(placeOf('a')).toEqual({ root: 'a', last: 'r', isUndo: false, isUndone: false })
    expect(placeOf('r')).toEqual({ root: 'a', last: 'r', isUndo: false, isUndone: false })
    expect(placeOf('u')).toMatchObject({ isUndo: true, isUndone: true })
  })

  test('that was taken back twice is done again by the last taking back alone', () => {
    const { placeOf, chains } = actChains(acts(['a'], ['u', 'a'], ['r', 'u'], ['v', 'r'], ['b']))
    expect(['a', 'u', 'r', 'v'].map((id) => placeOf(id).isUndone)).toEqual([true, true, true, false])
    expect([...chains].map(([root, chain]) => [...names([root]), ...names(chain)])).toEqual([['a', 'u', 'r', 'v'], ['b']])
  })

  test('that two installations took back at once follows the later', () => {
    const { placeOf } = actChains(acts(['a'], ['u', 'a'], ['v', 'a'], ['r', 'v']))
    expect(placeOf('a')).toMatchObject({ isUndone: false, last: 'r' })
    expect(placeOf('u')).toMatchObject({ isUndone: true })
  })

  test('whose undo arrived before it is no repeat of anything that is known', () => {
    const { repeats, placeOf } = actChains(acts(['u', 'not here']))
    expect(repeats.size).toBe(0)
    expect(placeOf('u')).toMatchObject({ root: 'u', isUndone: false })
  })
})
