import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsoleMessage, ConsoleReader } from './ConsoleReader'
import { decodeOutput } from './printable'

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const words = (messages: ConsoleMessage[]) => messages.map((message) => (message.kind === 'text' ? message.text : '')).join('')
const kernelTimes = (messages: ConsoleMessage[]) =>
  messages.flatMap((message) => (message.kind === 'kernel' ? [message.uptimeS] : []))

function read(bytes: Uint8Array, cuts: number[] = []): ConsoleMessage[] {
  const reader = new ConsoleReader()
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  let at = 0
  const found: ConsoleMessage[] = []
  for (const end of ends) {
    found.push(...reader.push(bytes.subarray(at, end)))
    at = end
  }
  return [...found, ...reader.giveUpPartial()]
}

describe('what a terminal says', () => {
  it.each([
    ['colours', '\x1b[1;32mroot@gw\x1b[0m:~# ', 'root@gw:~# '],
    ['bracketed paste', '\x1b[?2004l\r\x1b[?2004hgw# ', '\ngw# '],
    ['a window title that ends with a bell', '\x1b]0;root@gw: ~\x07# ', '# '],
    ['a window title that ends with a string terminator', '\x1b]0;root\x1b\\# ', '# '],
    ['a question for the cursor', '\x1b[6n# ', '# '],
    ['a character set', '\x1b(B# ', '# '],
    ['a reset', '\x1bc# ', '# '],
    ['bells, backspaces and zeros', 'a\x07b\x08 \0c\x7f', 'ab c'],
    ['line ends of every kind', 'a\r\nb\nc\rd\r\r\ne', 'a\nb\nc\nd\n\ne'],
    ['a tab', 'a\tb', 'a\tb'],
    ['a sequence that a line end breaks off', 'a\x1b[12\nb', 'a\nb'],
    ['a title that never ends', `a\x1b]0;${'x'.repeat(510)}yz`, 'ayz'],
  ])('%s', (_what, said, shown) => {
    expect(words(read(latin1(said)))).toBe(shown)
  })

  it('UTF-8 is read as such, other bytes as Latin-1', () => {
    expect(decodeOutput(words(read(utf8ToBytes('Köln 北京'))))).toBe('Köln 北京')
    expect(decodeOutput(words(read(latin1('K\xf6ln'))))).toBe('Köln')
  })
})

describe('kernel messages', () => {
  it.each([
    ['on a line of their own', 'a\r\n[   12.345678] usb 1-1: reset\r\nb', 'a\nb', [12.345678]],
    ['in the middle of a word', 'gw lo[    0.000000] Linux version 6.1\r\ngin: ', 'gw login: ', [0]],
    ['one after the other', '[    1.000001] a\r\n[   99.999999] b\r\nc', 'c', [1.000001, 99.999999]],
    ['with the processor that speaks', '[    5.000000][    T1] a\r\nc', 'c', [5]],
    ['with markers in between', 'a[12]b [  OK  ] Started', 'a[12]b [  OK  ] Started', []],
    ['that only begin', 'a [   12.34', 'a [   12.34', []],
  ])('%s', (_what, said, shown, times) => {
    const found = read(latin1(said))
    expect(words(found)).toBe(shown)
    expect(kernelTimes(found)).toEqual(times)
  })

  it('that never end are given up after 2048 characters', () => {
    expect(words(read(latin1(`[    5.000000] ${'x'.repeat(5_000)}`)))).toMatch(/^x{2,3}\d*x*$/)
    expect(words(read(latin1(`[    5.000000] ${'x'.repeat(3_000)}\n# `)))).toMatch(/x\n# $/)
  })
})

describe('bytes in any pieces', () => {
  const pieces = fc.constantFrom('\x1b[', '\x1b]', '\x1b', '\r', '\n', '[   12.345678] ', '[', 'm', '\x07', 'a', ' ', 'login: ')

  it('say the same', () => {
    const said = fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 40 }).map((all) => latin1(all.join('')))
    fc.assert(
      fc.property(said, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(words(read(bytes, cuts))).toBe(words(read(bytes)))
        expect(kernelTimes(read(bytes, cuts))).toEqual(kernelTimes(read(bytes)))
      }),
      { numRuns: 400 },
    )
  })

  it('a million random ones are read, and nothing that could disturb a screen comes out', () => {
    let seed = 1
    const random = Uint8Array.from({ length: 1_000_000 }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed >>> 24
    })
    const shown = words(read(random, [1, 65_536, 65_537, 500_000]))
    expect(shown.length).toBeGreaterThan(300_000)
    expect([...shown].filter((character) => character < ' ' && !'\n\t'.includes(character))).toEqual([])
  })
})
