import { expect, test } from 'vitest'
import { hiddenIn, plainName, plainTexts } from './plainName'

test('what turns the direction of text or has no width is taken out of names', () => {
  const hidden = [
    ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c'],
    ...['\u200b', '\u200c', '\u200d', '\u2060', '\u2064', '\ufeff', '\u00ad', '\u180e', '\u{e0041}'],
  ]
  for (const character of hidden) expect(plainName(`Mast${character} 7`)).toBe('Mast 7')
  expect(plainName('safe\u202egpj.exe')).toBe('safegpj.exe')
  expect(hiddenIn('a\u202eb\u202cc')).toEqual({ count: 2, firstAt: 1 })
})

test('names of every script stay as they are written', () => {
  const names = [
    'Zażółć',
    '北京',
    'مرحبا',
    '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    'क्\u200dष',
    '👩\u200d🚒',
    'Łódź-3',
    'שלום',
  ]
  for (const name of names) {
    expect(plainName(name)).toBe(name)
    expect(hiddenIn(name).count).toBe(0)
  }
})

test('texts of a document are made plain, whatever they stand in', () => {
  expect(plainTexts({ name: 'A\u202e', list: ['b\u200b', 3, null], deep: { x: '\u2066c' } })).toEqual({
    name: 'A',
    list: ['b', 3, null],
    deep: { x: 'c' },
  })
})
