import { expect, it } from 'vitest'
import type { Hotspot } from '#core/model/records'
import { takenBack } from './takenBack'

const before: Hotspot = {
  ...{ id: 'h1', name: 'Roof', network: 'helium', owner: 'me', lat: 50, lng: 20, h3: '8c1e2e6841901ff', place: null },
  ...{ groups: ['north'], importId: null, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
}
const place = { lat: 41.15, lng: -8.61, h3: '8c392251d2a01ff' }
const after: Hotspot = { ...before, ...place, since: '2026-11-02', provisioningId: 'p1', updatedAt: '2026-11-02T00:00:00Z' }
const later = { updatedAt: '2026-11-03T00:00:00Z' }
const oldPlace = { lat: 50, lng: 20, h3: '8c1e2e6841901ff' }

it('takes back what the record changed', () => {
  expect(takenBack(before, after, after)).toStrictEqual({ ...oldPlace, since: undefined, provisioningId: undefined })
})

it('leaves what was changed since', () => {
  const now = { ...after, ...later, name: 'Corrected', groups: ['south'], since: '2026-11-01' }
  expect(takenBack(before, after, now)).toStrictEqual({ ...oldPlace, provisioningId: undefined })
})

it('leaves a place of which only one part was changed since', () => {
  expect(takenBack(before, after, { ...after, ...later, lat: 41.2 })).toStrictEqual({
    since: undefined,
    provisioningId: undefined,
  })
})

it('lets a hotspot go that the record brought in, unless it was worked on', () => {
  expect(takenBack(null, after, { ...after, ...later })).toBeNull()
  expect(() => takenBack(null, after, { ...after, name: 'Corrected' })).toThrow(
    expect.objectContaining({ code: 'fleet.changed-since' }),
  )
  expect(() => takenBack(null, before, { ...before, since: '2026-11-01' })).toThrow(
    expect.objectContaining({ code: 'fleet.changed-since' }),
  )
})
