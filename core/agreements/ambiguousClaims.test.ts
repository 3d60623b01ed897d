import { expect, it } from 'vitest'
import type { Terms } from '../model/terms'
import { ambiguousClaim } from './ambiguousClaims'
import { exampleTerms, remainder } from './exampleTerms'

const ofGroup = (group: string, more: Partial<Terms> = {}) =>
  exampleTerms([remainder('ada 100')], { id: group, name: `For ${group}`, scope: { kind: 'group', group }, ...more })
const subject = (...groups: string[]) => ({ hotspotKey: 'm1', groups })

it('[AG2] two agreements on one hotspot are refused before they are written, with both names', () => {
  const named = (id: string) =>
    exampleTerms([remainder('ada 100')], { id, name: `Named ${id}`, scope: { kind: 'hotspots', hotspotIds: ['m1', id] } })
  expect(ambiguousClaim([named('x'), named('y')], [])?.message).toMatch(/hotspot "m1": "Named x" and "Named y"/)
  expect(ambiguousClaim([named('x')], [])).toBeNull()
})

it('[AG3] so is a hotspot of two groups, unless it is named', () => {
  const groups = [ofGroup('hill'), ofGroup('dale')]
  expect(ambiguousClaim(groups, [subject('hill'), subject('dale', 'mill')])).toBeNull()
  expect(ambiguousClaim(groups, [subject('hill', 'dale')])?.message).toMatch(/hotspot "m1": "For hill" and "For dale"/)
  const named = exampleTerms([remainder('ada 100')], { id: 'n', scope: { kind: 'hotspots', hotspotIds: ['m1'] } })
  expect(ambiguousClaim([...groups, named], [subject('hill', 'dale')])).toBeNull()
})

it('[AG3] at whatever time both are in force', () => {
  const dale = ofGroup('dale', { from: '2026-06-01T00:00:00.000Z' })
  const until = (to: string) => ofGroup('hill', { to })
  expect(ambiguousClaim([until('2026-06-01T00:00:00.000Z'), dale], [subject('hill', 'dale')])).toBeNull()
  expect(ambiguousClaim([until('2026-07-01T00:00:00.000Z'), dale], [subject('hill', 'dale')])?.code).toBe('agreement.ambiguous')
})
