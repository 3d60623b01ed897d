import { expect, test } from 'vitest'
import type { PeriodOutcome } from '../../data/imports/importPreview'
import { choicesOfDraft, datesOfDraft } from './draftPeriod'

const draft = { name: 'January', firstDay: '', lastDay: '', again: false }
const rewards = { dates: null }
const january = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
const december = { name: 'December', days: null }
const isNew: PeriodOutcome = { kind: 'new', equalTo: null }

test('a file that does not say its time waits for both days, and for what comes of them', () => {
  expect(choicesOfDraft(draft, rewards, null)).toBeNull()
  expect(choicesOfDraft({ ...draft, firstDay: '2026-01-01' }, rewards, null)).toBeNull()
  const typed = { ...draft, firstDay: '2026-01-01', lastDay: '2026-01-31' }
  expect(choicesOfDraft(typed, rewards, null)).toBeNull()
  expect(choicesOfDraft(typed, rewards, isNew)).toEqual({ periodName: 'January', dates: january, again: false })
  expect(datesOfDraft({ ...typed, lastDay: '2025-12-31' }, rewards).fault).toContain('ends before it begins')
})

test('a file that says its time is not asked', () => {
  expect(choicesOfDraft(draft, { dates: january }, isNew)?.dates).toEqual(january)
})

test('equal amounts wait for a word, also where they correct other periods', () => {
  const correction: PeriodOutcome = { kind: 'correction', equalTo: december, of: ['May'], payableBaseUnits: '1', overpaid: null }
  for (const outcome of [{ ...isNew, equalTo: december }, correction]) {
    expect(choicesOfDraft(draft, { dates: january }, outcome)).toBeNull()
    expect(choicesOfDraft({ ...draft, again: true }, { dates: january }, outcome)?.again).toBe(true)
  }
})

test('what is here already, or cannot be told from what is, is not imported', () => {
  const refused: PeriodOutcome = { kind: 'refused', problem: { code: 'period.overlaps-in-part', message: 'no' } }
  for (const outcome of [refused, { kind: 'already-here', period: 'January' } as const]) {
    expect(choicesOfDraft({ ...draft, again: true }, { dates: january }, outcome)).toBeNull()
  }
})
