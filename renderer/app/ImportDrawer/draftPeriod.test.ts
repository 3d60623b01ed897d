import { expect, test } from 'vitest'
import type { RewardsPreview } from '../../data/imports/importPreview'
import { choicesOfDraft, datesOfDraft } from './draftPeriod'

const draft = { name: 'January', firstDay: '', lastDay: '', again: false }
const rewards: RewardsPreview = { token: { symbol: 'WXM', decimals: 18 }, totalBaseUnits: '1', dates: null, sameAs: null }
const january = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }

test('a file that does not say its time waits for both days', () => {
  expect(choicesOfDraft(draft, rewards)).toBeNull()
  expect(choicesOfDraft({ ...draft, firstDay: '2026-01-01' }, rewards)).toBeNull()
  const typed = { ...draft, firstDay: '2026-01-01', lastDay: '2026-01-31' }
  expect(choicesOfDraft(typed, rewards)).toEqual({ periodName: 'January', dates: january, again: false })
  expect(datesOfDraft({ ...typed, lastDay: '2025-12-31' }, rewards).fault).toContain('ends before it begins')
})

test('a file that says its time is not asked', () => {
  expect(choicesOfDraft(draft, { ...rewards, dates: january })?.dates).toEqual(january)
})

test('equal amounts wait for a word', () => {
  const same = { ...rewards, dates: january, sameAs: 'December' }
  expect(choicesOfDraft(draft, same)).toBeNull()
  expect(choicesOfDraft({ ...draft, again: true }, same)?.again).toBe(true)
})
