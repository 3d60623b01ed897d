import { expect, test } from 'vitest'
import { nameOf } from './recordNames'

test.each([
  ['hotspots', { name: 'Calm Heron' }, 'Calm Heron'],
  ['workOrders', { title: 'Site 1' }, 'Site 1'],
  ['provisionings', { deviceName: 'Roof 1' }, 'Roof 1'],
  ['signatures', { file: { split: { period: { name: 'May' } } } }, 'May'],
  ['termsSignatures', { file: { facts: { said: { member: { name: 'Ada' }, terms: { name: 'Hill' } } } } }, 'Ada under Hill'],
  ['termsSignatures', { file: {} }, 'the-key'],
  ['distributions', { file: { epoch: { name: 'June' } } }, 'June'],
  ['distributions', { file: null }, 'the-key'],
  ['members', { name: ' ' }, 'the-key'],
  ['chains', { name: 'Base' }, 'Base'],
  ['treasuries', { name: 'Harbour Safe' }, 'Harbour Safe'],
  ['tokens', { facts: { symbol: 'HNT' } }, 'HNT'],
  ['tokens', {}, 'the-key'],
  ['addressConfirmations', { file: { facts: { memberName: 'Ada' } } }, 'Ada'],
] as const)('a record of %s has the name that people know it by', (table, record, name) => {
  expect(nameOf(table, 'the-key', record)).toBe(name)
})
