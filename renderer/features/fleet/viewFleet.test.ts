import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hotspot } from '#core/model/records'
import { finish } from './useSteps'
import { EVERYTHING, type FleetFilter, type FleetSort, facetsOf, filterSteps, type SortColumn, sortSteps } from './viewFleet'

const hotspot = (id: string, over: Partial<Hotspot> = {}): Hotspot => ({
  id,
  name: id,
  network: 'helium',
  owner: null,
  lat: null,
  lng: null,
  h3: null,
  place: null,
  groups: [],
  importId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...over,
})

const located = { lat: 47.4, lng: 8.5, h3: '8c1f8c0c0c0c1ff' }
const fleet = [
  hotspot('a', { name: 'Rare Puma', place: 'Zurich', groups: ['north'], ...located }),
  hotspot('b', { name: 'shaggy spider', place: null }),
  hotspot('c', { name: 'Odd Owl', place: 'Basel', network: 'ttn', owner: 'Ada', groups: ['north', 'roof'], ...located }),
]
const viewFleet = (hotspots: Hotspot[], filter: FleetFilter, sort: FleetSort) =>
  finish(filterSteps(finish(sortSteps(hotspots, sort)), filter))
const byName = { column: 'name', descending: false } as const
const idsOf = (hotspots: Hotspot[]) => hotspots.map(({ id }) => id).join('')

test('text matches name, key, owner and place whatever the case', () => {
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, text: 'PUMA' }, byName))).toBe('a')
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, text: 'ada' }, byName))).toBe('c')
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, text: 'basel' }, byName))).toBe('c')
})

test('filters narrow together', () => {
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, location: 'without' }, byName))).toBe('b')
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, location: 'with', group: 'north' }, byName))).toBe('ca')
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, networks: ['ttn'], group: 'roof' }, byName))).toBe('c')
  expect(idsOf(viewFleet(fleet, { ...EVERYTHING, networks: ['helium'], group: 'roof' }, byName))).toBe('')
})

test('hotspots without a value come last in both directions', () => {
  expect(idsOf(viewFleet(fleet, EVERYTHING, { column: 'place', descending: false }))).toBe('cab')
  expect(idsOf(viewFleet(fleet, EVERYTHING, { column: 'place', descending: true }))).toBe('acb')
})

test('sorting loses and invents nothing, and the fleet itself stays as it was', () => {
  const hotspots = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), name: fc.string() }), { selector: ({ id }) => id })
  const columns = fc.constantFrom<SortColumn>('name', 'place', 'h3', 'groups', 'updatedAt')
  fc.assert(
    fc.property(hotspots, columns, fc.boolean(), (rows, column, descending) => {
      const given = rows.map(({ id, name }) => hotspot(id, { name }))
      const before = [...given]
      const view = viewFleet(given, EVERYTHING, { column, descending })
      expect(new Set(view)).toEqual(new Set(before))
      expect(given).toEqual(before)
    }),
  )
})

test('a fleet of many steps is sorted as in one', () => {
  const many = Array.from({ length: 9_500 }, (_, i) => hotspot(`k${i}`, { name: `n${(i * 7_919) % 3_001}` }))
  const inOne = [...many].sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))
  expect(finish(sortSteps(many, byName))).toEqual(inOne)
})

test('facets count networks, groups and located hotspots', () => {
  expect(facetsOf(fleet)).toEqual({
    networks: [
      ['helium', 2],
      ['ttn', 1],
    ],
    groups: [
      ['north', 2],
      ['roof', 1],
    ],
    located: 2,
  })
})
