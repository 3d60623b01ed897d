import { latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import type { Goal } from '../model/records'
import { measureGoal } from './measureGoal'

const goal = (metric: Goal['metric'], resolution: number | null = null): Goal => ({
  id: 'g',
  title: 'A goal',
  metric,
  target: 10,
  resolution,
  dueOn: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
})

const at = (lat: number, lng: number) => ({ h3: latLngToCell(lat, lng, 12) })
const evidence = { hotspots: [at(50, 20), at(50.00001, 20.00001), at(51, 21), { h3: null }], provisionedCount: 2 }

test('each metric counts its own kind of evidence', () => {
  expect(measureGoal(goal('hotspots'), evidence)).toBe(4)
  expect(measureGoal(goal('located-hotspots'), evidence)).toBe(3)
  expect(measureGoal(goal('provisioned'), evidence)).toBe(2)
})

test('two hotspots in one cell count once', () => {
  expect(measureGoal(goal('covered-cells', 9), evidence)).toBe(2)
})
