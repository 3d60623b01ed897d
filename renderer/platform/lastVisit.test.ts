import { expect, test } from 'vitest'
import { visitAt } from './lastVisit'

const at = (time: string) => new Date(`2026-11-18T${time}:00.000Z`)
/** What is stored after a first visit from one time to another. */
const firstVisit = (from: string, to: string) => JSON.stringify(visitAt(JSON.stringify(visitAt(null, at(from))), at(to)))

test('the first visit has none before it, and nor has one after something unreadable', () => {
  expect(visitAt(null, at('09:00'))).toEqual({ previousEndedAt: null, seenAt: '2026-11-18T09:00:00.000Z' })
  expect(visitAt('{', at('09:00')).previousEndedAt).toBeNull()
  expect(visitAt('{"seenAt":"yesterday"}', at('09:00')).previousEndedAt).toBeNull()
})

test('coming back soon is the same visit, later it is the next', () => {
  const first = firstVisit('09:00', '09:20')
  expect(visitAt(first, at('09:45')).previousEndedAt).toBeNull()
  expect(visitAt(first, at('10:30')).previousEndedAt).toBe('2026-11-18T09:20:00.000Z')
})

test('a reload in the second visit still looks back to the first', () => {
  const second = JSON.stringify(visitAt(firstVisit('09:00', '09:20'), at('12:00')))
  expect(visitAt(second, at('12:10')).previousEndedAt).toBe('2026-11-18T09:20:00.000Z')
})
