import { expect, it, test } from 'vitest'
import type { Standing } from '#core/model/terms'
import { readStanding, standingDraft } from './standingDraft'

const from = '2026-06-01T00:00:00.000Z'

it.each<Standing>([
  { kind: 'active' },
  { kind: 'suspended' },
  { kind: 'left', afterwards: { kind: 'hold' } },
  { kind: 'left', afterwards: { kind: 'to-member', memberId: 'bo', from } },
  { kind: 'left', afterwards: { kind: 'to-reserve', reserve: 'Storm', from: '2026-06-01T12:30:00.000Z' } },
])('[AC6] %o is typed and read back as it was', (standing) => {
  expect(readStanding(standingDraft(standing))).toEqual(standing)
})

test('a date, an heir and a reserve are asked for', () => {
  const left = standingDraft({ kind: 'left', afterwards: { kind: 'to-member', memberId: 'bo', from } })
  expect(() => readStanding({ ...left, heirId: null })).toThrow(/Choose the heir/)
  expect(() => readStanding({ ...left, from: '' })).toThrow(/from which day/)
  expect(() => readStanding({ ...left, from: '1 June' })).toThrow(/no date/)
  expect(() => readStanding({ ...left, afterwards: 'to-reserve' })).toThrow(/Name the reserve/)
})
