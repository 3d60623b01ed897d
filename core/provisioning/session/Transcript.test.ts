import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Evidence, evidenceSchema } from './evidence'
import { Transcript } from './Transcript'

const bytes = (text: string) => Uint8Array.from(Buffer.from(text))
const hex = (text: string) => Buffer.from(text).toString('hex')
const said = ({ exchanges }: Evidence, from: string) =>
  exchanges.flatMap((exchange) => (exchange.from === from ? [exchange.hex] : [])).join('')
const hash = ({ exchanges }: Evidence) =>
  createHash('sha256')
    .update(exchanges.map((exchange) => `${exchange.from} ${exchange.hex}\n`).join(''))
    .digest('hex')

describe('a transcript', () => {
  it('keeps who said what when', () => {
    const transcript = new Transcript()
    transcript.add('host', bytes('ask'), 5)
    transcript.add('device', bytes('answer'), 9)
    transcript.add('device', bytes(''), 10)
    transcript.add('device', bytes('later'), 400)
    expect(transcript.evidence()).toMatchObject({
      bytes: 14,
      droppedBytes: 0,
      exchanges: [
        { atMs: 5, from: 'host', hex: hex('ask') },
        { atMs: 9, from: 'device', hex: hex('answer') },
        { atMs: 400, from: 'device', hex: hex('later') },
      ],
    })
    expect(transcript.evidence().sha256).toBe(hash(transcript.evidence()))
  })

  it('takes bytes that follow each other at once for one exchange', () => {
    const transcript = new Transcript()
    for (const letter of 'answer') transcript.add('device', bytes(letter), 7)
    expect(transcript.evidence().exchanges).toEqual([{ atMs: 7, from: 'device', hex: hex('answer') }])
  })
})

describe('a secret', () => {
  it.each([
    ['whole', ['my secret!'], 'my ******!'],
    ['in pieces', ['my se', 'cr', 'et!'], 'my ******!'],
    ['twice', ['secretsecret'], '************'],
    ['at the end', ['my secret'], 'my ******'],
    ['begun only', ['my secr'], 'my ****'],
    ['not it', ['my secrecy'], 'my secrecy'],
  ])('is cut out: %s', (_what, pieces, kept) => {
    const transcript = new Transcript()
    transcript.hide('secret')
    for (const piece of pieces) transcript.add('device', bytes(piece), 0)
    const expected = [...kept].map((letter) => (letter === '*' ? '**' : hex(letter))).join('')
    expect(said(transcript.evidence(), 'device')).toBe(expected)
  })

  it('whose end is like its beginning is cut out whole', () => {
    for (const secret of ['aXa', 'abcab', 'aaaa', 'abaab']) {
      const transcript = new Transcript()
      transcript.hide(secret)
      transcript.add('host', bytes(secret), 0)
      transcript.add('host', bytes('-'), 50)
      expect(said(transcript.evidence(), 'host')).toBe(`${'**'.repeat(secret.length)}2d`)
    }
  })

  it('stays cut out when the evidence is read while it is being said', () => {
    const transcript = new Transcript()
    transcript.hide('secret')
    transcript.add('device', bytes('sec'), 0)
    const early = transcript.evidence()
    expect(said(early, 'device')).toBe('******')
    expect(early.sha256).toBe(hash(early))
    transcript.add('device', bytes('ret'), 500)
    expect(said(transcript.evidence(), 'device')).toBe('************')
    expect(said(early, 'device')).toBe('******')
  })

  it('that was not said after all is shown again', () => {
    const transcript = new Transcript()
    transcript.hide('secret')
    transcript.add('device', bytes('sec'), 0)
    transcript.evidence()
    transcript.add('device', bytes('ond'), 1)
    expect(said(transcript.evidence(), 'device')).toBe(hex('second'))
  })

  it('that the other side says in between is cut out of both', () => {
    const transcript = new Transcript()
    transcript.hide('secret')
    transcript.add('device', bytes('sec'), 0)
    transcript.add('host', bytes('secret'), 1)
    transcript.add('device', bytes('ret'), 2)
    const evidence = transcript.evidence()
    expect([said(evidence, 'device'), said(evidence, 'host')]).toEqual(['**'.repeat(6), '**'.repeat(6)])
  })

  it('that was said before it was named is cut out too', () => {
    const transcript = new Transcript()
    transcript.add('device', bytes('psk=secret\r\n'), 0)
    transcript.hide('secret')
    const evidence = transcript.evidence()
    expect(said(evidence, 'device')).toBe(`${hex('psk=')}${'**'.repeat(6)}${hex('\r\n')}`)
    expect(evidence.sha256).toBe(hash(evidence))
  })

  it('is in no evidence, however it is cut and whatever is around it', () => {
    const part = fc.oneof(fc.constant('SECRET'), fc.constant('SESECRET'), fc.string({ maxLength: 5 }))
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.boolean(),
        (parts, cuts, isNamedFirst) => {
          // The full stop is no beginning of it, so that nothing is held to be one.
          const all = bytes(`${parts.join('')}.`)
          const transcript = new Transcript()
          if (isNamedFirst) transcript.hide('SECRET')
          for (let at = 0, turn = 0; at < all.length; turn += 1) {
            const length = cuts[turn % cuts.length] ?? 1
            transcript.add('device', all.subarray(at, at + length), turn * 13)
            transcript.evidence()
            at += length
          }
          transcript.hide('SECRET')
          const evidence = evidenceSchema.parse(transcript.evidence())
          expect(said(evidence, 'device')).not.toContain(hex('SECRET'))
          // What does not belong to it is all there.
          const kept = said(evidence, 'device').replaceAll('**', hex('*'))
          expect(Buffer.from(kept, 'hex').toString()).toBe(Buffer.from(all).toString().replaceAll('SECRET', '******'))
          expect(evidence.sha256).toBe(hash(evidence))
        },
      ),
    )
  })
})

describe('bytes around a secret', () => {
  it('are cut out whole, whichever side says them, and never in part', () => {
    const transcript = new Transcript()
    transcript.add('device', bytes('\nabc!'), 0)
    transcript.hideRun(bytes('\nabc!'))
    transcript.add('host', bytes('-\nabc!-\n'), 1)
    const evidence = transcript.evidence()
    expect(said(evidence, 'device')).toBe('**'.repeat(5))
    expect(said(evidence, 'host')).toBe(`2d${'**'.repeat(5)}2d0a`)
    expect(evidence.sha256).toBe(hash(evidence))
    const other = transcript.startOver()
    other.add('device', bytes('\nabc!'), 2)
    expect(said(other.evidence(), 'device')).toBe('**'.repeat(5))
  })
})

describe('much', () => {
  it('is bounded: the first and the last are kept, the rest is counted', () => {
    const transcript = new Transcript()
    transcript.hide('never said')
    transcript.add('host', bytes('first'), 0)
    for (let at = 1; at <= 3_000; at++) transcript.add('device', new Uint8Array(100).fill(at), at * 30)
    transcript.add('host', bytes('last'), 100_000)
    const { bytes: total, droppedBytes, exchanges } = evidenceSchema.parse(transcript.evidence())
    const kept = exchanges.reduce((sum, exchange) => sum + exchange.hex.length / 2, 0)
    expect(total).toBe(300_009)
    expect(kept + droppedBytes).toBe(total)
    expect(kept).toBeLessThan(34_000)
    expect([exchanges[0]?.hex, exchanges.at(-1)?.hex]).toEqual([hex('first'), hex('last')])
    expect(exchanges.every(({ atMs }, at) => at === 0 || atMs >= (exchanges[at - 1]?.atMs ?? 0))).toBe(true)
  })

  it('in one piece is bounded too, and what follows it is kept as the last', () => {
    const transcript = new Transcript()
    transcript.add('device', new Uint8Array(100_000).fill(65), 0)
    transcript.add('host', bytes('after'), 100)
    const { exchanges, droppedBytes } = transcript.evidence()
    expect(droppedBytes).toBeGreaterThan(60_000)
    expect(exchanges.at(-1)).toEqual({ atMs: 100, from: 'host', hex: hex('after') })
  })

  it('in single bytes, far apart, is bounded in number', () => {
    const transcript = new Transcript()
    for (let at = 0; at < 5_000; at++) transcript.add('device', Uint8Array.of(at & 0xff), at * 100)
    expect(transcript.evidence().exchanges.length).toBeLessThan(2_100)
  })
})
