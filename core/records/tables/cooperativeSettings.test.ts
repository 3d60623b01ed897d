import { expect, test } from 'vitest'
import { cooperativeSetting, cooperativeSettingSchema, pricesSetting } from './cooperativeSettings'
import { fleetViewsSetting, machineSettingSchema } from './machineSettings'
import { readSettingValue } from './setting'

const harbour = { name: 'Harbour Mesh', synthetic: false }

test('a setting is checked by the schema of its key, and the fault is named', () => {
  expect(cooperativeSettingSchema.safeParse({ key: 'cooperative', value: harbour }).success).toBe(true)
  const malformed = cooperativeSettingSchema.safeParse({ key: 'cooperative', value: { ...harbour, name: { first: 'Harbour' } } })
  expect(malformed.error?.issues[0]?.path).toEqual(['value', 'name'])
  expect(
    cooperativeSettingSchema.safeParse({ key: 'prices:HNT', value: { prices: [{ date: '2026-01-01', price: 0 }] } }).success,
  ).toBe(false)
  expect(cooperativeSettingSchema.safeParse({ key: 'chain', value: { chainId: 'one' } }).success).toBe(false)
  expect(machineSettingSchema.safeParse({ key: 'fleet-views', value: 'none' }).success).toBe(false)
})

test('a setting of a newer version is kept as it is', () => {
  expect(cooperativeSettingSchema.safeParse({ key: 'treasury', value: { any: 'thing' } }).success).toBe(true)
  expect(machineSettingSchema.safeParse({ key: 'window', value: 3 }).success).toBe(true)
})

test('a malformed value reads as not set', () => {
  expect(readSettingValue(cooperativeSetting, harbour)).toEqual(harbour)
  for (const value of [undefined, null, 'Harbour', { name: {}, synthetic: false }, { name: 'Harbour' }]) {
    expect(readSettingValue(cooperativeSetting, value)).toBeUndefined()
  }
  expect(readSettingValue(pricesSetting('HNT'), [])).toBeUndefined()
  expect(readSettingValue(fleetViewsSetting, [{ name: '', filter: null }])).toBeUndefined()
})
