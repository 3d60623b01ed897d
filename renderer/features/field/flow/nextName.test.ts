import { expect, it } from 'vitest'
import { nextName } from './nextName'

it.each([
  ['mast-1', 'mast-2'],
  ['mast-09', 'mast-10'],
  ['mast-099', 'mast-100'],
  ['mast99', 'mast100'],
  ['b2-roof 7 east', 'b2-roof 8 east'],
  ['mast', 'mast-2'],
  ['Köln-1', 'Köln-2'],
  ['9007199254740993', '9007199254740994'],
  ['', ''],
])('%s → %s', (name, next) => {
  expect(nextName(name)).toBe(next)
})
