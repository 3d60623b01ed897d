import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateHostname } from './hostname'
import { shownText } from './shownText'

describe('a host name', () => {
  it.each(['a', 'A1', 'roof-7', '7up', '3com', 'a.b.example', `${'a'.repeat(63)}`, '1a.2', 'xn--mnchen-3ya'])(
    '%s is taken',
    (hostname) => {
      expect(() => validateHostname(hostname)).not.toThrow()
    },
  )

  it.each([
    ['', 'hostname.length'],
    [`${'a'.repeat(63)}.`.repeat(4), 'hostname.length'],
    ['a'.repeat(64), 'hostname.characters'],
    ['-a', 'hostname.characters'],
    ['a-', 'hostname.characters'],
    ['a_b', 'hostname.characters'],
    ['a b', 'hostname.characters'],
    ['münchen', 'hostname.characters'],
    ['a\n', 'hostname.characters'],
    ['a.', 'hostname.characters'],
    ['a;reboot', 'hostname.characters'],
    ['192.0.2.1', 'hostname.address'],
  ])('%j is refused', (hostname, code) => {
    expect(() => validateHostname(hostname)).toThrow(expect.objectContaining({ code, field: 'hostname' }))
  })
})

describe('text that is shown', () => {
  it('is left as it is when nothing in it hides', () => {
    for (const text of ['Café Grüß', '屋根', '👩‍🔧 Dach', 'שלום', '']) expect(shownText(text)).toBe(text)
  })

  it('never holds what moves, reverses or hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = shownText(text)
        expect(shown).not.toMatch(/[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u)
        expect(shownText(shown)).toBe(shown)
      }),
    )
  })
})
