import { describe, expect, test } from 'vitest'
import { actChains, type ChainedAct } from './actChains'

/** Acts in the order in which they were done, each with what it takes back. */
const acts = (...done: [id: string, undoes?: string][]): ChainedAct[] =>
  done.map(([id, undoes = null], at) => ({ id, undoes, stamp: `00000000000${at}-0000@a` }))
const stampsOf = (all: readonly ChainedAct[], ...ids: string[]) =>
  new Set(all.filter(({ id }) => ids.includes(id)).map(({ stamp }) => stamp))

describe('acts that were taken back', () => {
  test('stand no more, and together with what took them back changed nothing', () => {
    const all = acts(['a'], ['b'], ['u', 'a'])
    const chains = actChains(all)
    const [last] = stampsOf(all, 'u')
    expect([...chains.neutral]).toEqual([...stampsOf(all, 'a', 'u')].map((stamp) => [stamp, last]))
    expect(chains.placeOf('a')).toMatchObject({ isUndone: true, isUndo: false, subject: 'a' })
    expect(chains.placeOf('b')).toMatchObject({ isUndone: false, own: stampsOf(all, 'b') })
    expect(chains.placeOf('u')).toMatchObject({ isUndone: false, isUndo: true, subject: 'u', root: 'a' })
  })

  test('stand again by all of their chain', () => {
    const all = acts(['a'], ['u', 'a'], ['r', 'u'])
    const chains = actChains(all)
    expect(chains.neutral.size).toBe(0)
    for (const id of ['a', 'r']) {
      expect(chains.placeOf(id)).toEqual({
        isUndone: false,
        isUndo: false,
        root: 'a',
        subject: 'a',
        last: 'r',
        own: stampsOf(all, 'a', 'u', 'r'),
      })
    }
    expect(chains.placeOf('u')).toMatchObject({ isUndone: true })
  })

  test('are undone by all that did them again, too, and done again by the last taking back', () => {
    const all = acts(['a'], ['u', 'a'], ['r', 'u'], ['v', 'r'])
    const chains = actChains(all)
    for (const id of ['a', 'r']) expect(chains.placeOf(id).isUndone).toBe(true)
    for (const id of ['u', 'v']) {
      expect(chains.placeOf(id)).toMatchObject({ isUndone: false, isUndo: true, subject: 'v', last: 'v' })
    }
  })

  test('twice at once follow the later', () => {
    const chains = actChains(acts(['a'], ['u', 'a'], ['v', 'a'], ['r', 'v']))
    expect(chains.placeOf('a')).toMatchObject({ isUndone: false, last: 'r' })
  })
})
