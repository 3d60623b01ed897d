import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDerivationPath } from './derivationPath'

test('an apostrophe hardens, and m/ may lead', () => {
  expect(parseDerivationPath("44'/60'/0'/0/0")).toBe("44'/60'/0'/0/0")
  expect(parseDerivationPath(" m/44'/60'/7'")).toBe("44'/60'/7'")
})

test.each([
  ['44h/60h/0h/0/0', 'h'],
  ["44'/60'/0H/0/0", 'h'],
  ['44/60/0/0/0', "44'/60'"],
  ["44'/501'/0'", "44'/60'"],
  ["44'/60'/x/0", 'not a number'],
  ["44'/60'/0''", 'not a number'],
  ["44'/60'/2147483648", 'too large'],
  ["44'/60'", 'three to ten'],
  ['', 'not a number'],
])('%s is refused', (path, why) => {
  expect(() => parseDerivationPath(path)).toThrow(why)
})

test('no path passes that the kit would read differently from what it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789'/hHm -".split('')), maxLength: 30 }), (text) => {
      let accepted: string
      try {
        accepted = parseDerivationPath(text)
      } catch {
        return
      }
      for (const level of accepted.split('/')) expect(level).toMatch(/^\d+'?$/)
      expect(accepted.startsWith("44'/60'/")).toBe(true)
    }),
  )
  expect(parseDerivationPath("44'/60'/2147483647'/9/0")).toBe("44'/60'/2147483647'/9/0")
})
