import { expect, it } from 'vitest'
import type { ClosedBooks } from '../../../data/statements/closedBooks'
import { firstChoice, knownZones, periodsBetween } from './statementChoice'

const period = (id: string, sequence: number) => ({ id, name: id, start: null, end: null, sequence, currencies: [] })
const books = (key: string, ids: string[], isDemo = false): ClosedBooks => ({
  key,
  token: { symbol: key, decimals: 6 },
  isDemo,
  periods: ids.map(period),
})

it('begins with the period that is asked for, else with the last of real books', () => {
  const all = [books('DEMO', ['d'], true), books('HNT', ['a', 'b', 'c']), books('WXM', ['x'])]
  expect(firstChoice(all, 'b', 'ada')).toMatchObject({ booksKey: 'HNT', fromId: 'b', toId: 'b', memberIds: ['ada'] })
  expect(firstChoice(all, null, null)).toMatchObject({ booksKey: 'HNT', fromId: 'c', toId: 'c', memberIds: [] })
  expect(firstChoice(all, 'gone', null)).toMatchObject({ booksKey: 'HNT', toId: 'c' })
  expect(firstChoice(all.slice(0, 1), null, null)).toMatchObject({ booksKey: 'DEMO', toId: 'd' })
})

it('takes the periods between two, whichever was chosen first', () => {
  const hnt = books('HNT', ['a', 'b', 'c', 'd'])
  expect(periodsBetween(hnt, { fromId: 'b', toId: 'd' }).map(({ id }) => id)).toEqual(['b', 'c', 'd'])
  expect(periodsBetween(hnt, { fromId: 'd', toId: 'b' }).map(({ id }) => id)).toEqual(['b', 'c', 'd'])
})

it('offers zones by their places', () => {
  expect(knownZones()).toContain('Europe/Zurich')
  expect(knownZones()[0]).toBe('UTC')
})
