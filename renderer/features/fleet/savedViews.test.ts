import { expect, test } from 'vitest'
import { fleetViewsSetting } from '#core/records/tables/machineSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { isSameFilter, withView } from './savedViews'
import { EVERYTHING } from './viewFleet'

const north = { name: 'North', filter: { ...EVERYTHING, group: 'north' } }

test('what was saved is read again, and anything else is no view', () => {
  expect(readSettingValue(fleetViewsSetting, JSON.parse(JSON.stringify([north])))).toEqual([north])
  expect(readSettingValue(fleetViewsSetting, undefined)).toBeUndefined()
  expect(readSettingValue(fleetViewsSetting, [{ name: 'Old', filter: { colour: 'red' } }])).toBeUndefined()
})

test('a view of the same name is replaced', () => {
  const roofs = { name: 'North', filter: { ...EVERYTHING, group: 'roof' } }
  expect(withView([north], roofs)).toEqual([roofs])
  expect(withView([north], { ...roofs, name: 'Roofs' })).toHaveLength(2)
})

test('networks are the same in any order', () => {
  const filter = { ...EVERYTHING, networks: ['helium', 'ttn'] }
  expect(isSameFilter(filter, { ...filter, networks: ['ttn', 'helium'] })).toBe(true)
  expect(isSameFilter(filter, { ...filter, networks: ['ttn', 'ttn2'] })).toBe(false)
  expect(isSameFilter(filter, { ...filter, text: 'a' })).toBe(false)
})
