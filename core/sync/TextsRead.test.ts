import { expect, test } from 'vitest'
import { TextsRead } from './TextsRead'

const id = (hash: string) => ({ actor: 'a', n: 1, hash })

test('a text that was read is given once, and what has no room is read again', () => {
  const texts = new TextsRead()
  texts.keep(id('first'), 'a text')
  expect(texts.take(id('first'))).toBe('a text')
  expect(texts.take(id('first'))).toBe(null)
  const large = 'x'.repeat(20 * 1024 * 1024)
  texts.keep(id('large'), large)
  texts.keep(id('too much'), large)
  expect(texts.take(id('too much'))).toBe(null)
  expect(texts.take(id('large'))).toBe(large)
  texts.keep(id('too much'), large)
  expect(texts.take(id('too much'))).toBe(large)
})
