import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { gunzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cborBytes } from './cbor'
import { FileFrameReader, type FrameReading } from './FileFrameReader'
import { FountainEncoder } from './FountainEncoder'
import { type FileFrames, fileFrames, LARGEST_PACKED_BYTES } from './fileFrames'
import { type NamedFile, packFile, unpackFile } from './packFile'
import { partResource, singleResource } from './uniformResource'

/** Bytes that do not pack, the same for the same seed. */
function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
}

const file = (length: number, seed?: number): NamedFile => ({ name: `payout-${length}.json`, bytes: noise(length, seed) })

/** Reads frames by number until the file is there; the last reading. */
function readAll(frames: FileFrames, numbers: Iterable<number>, reader = new FileFrameReader()): FrameReading | null {
  let last: FrameReading | null = null
  for (const frame of numbers) {
    last = reader.read(frames.text(frame))
    if (last.kind === 'complete') return last
  }
  return last
}

function* from(first: number): Generator<number> {
  for (let frame = first; ; frame++) yield frame
}

const refusalOf = (reading: FrameReading | null) => (reading?.kind === 'refused' ? reading.problem.code : reading?.kind)

describe('[QR3] a file comes back from its codes with its name and its bytes', () => {
  it('from one code, from many, and from none of the first round', () => {
    for (const length of [0, 1, 100, 300, 5_000, 60_000]) {
      const sent = file(length)
      const frames = fileFrames(sent)
      expect(readAll(frames, from(1))).toEqual({ kind: 'complete', file: sent })
      expect(readAll(frames, from(frames.needed + 1))).toEqual({ kind: 'complete', file: sent })
    }
  })

  it('in whatever order, with losses and repetitions', () => {
    const frameNumbers = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.nat(), frameNumbers, fc.nat(50), (length, seed, some, skipped) => {
        const sent = file(length, seed)
        const frames = fileFrames(sent)
        const reader = new FileFrameReader()
        const early = readAll(frames, some, reader)
        const end = early?.kind === 'complete' ? early : readAll(frames, from(1 + skipped), reader)
        expect(end).toEqual({ kind: 'complete', file: sent })
      }),
      { numRuns: 60 },
    )
  })

  it('without a single code more than needed where all are of the first round, and with few more otherwise', () => {
    const frames = fileFrames(file(60_000))
    const seen: number[] = []
    const reader = new FileFrameReader()
    for (const frame of from(frames.needed + 1)) {
      seen.push(frame)
      if (reader.read(frames.text(frame)).kind === 'complete') break
    }
    expect(
      readAll(
        frames,
        Array.from({ length: frames.needed }, (_, at) => frames.needed - at),
      )?.kind,
    ).toBe('complete')
    expect(seen.length).toBeLessThan(frames.needed * 1.4)
  })

  it('progress counts what told something new', () => {
    const frames = fileFrames(file(3_000))
    const reader = new FileFrameReader()
    const { needed } = frames
    expect(reader.read(frames.text(2))).toEqual({ kind: 'progress', isNew: true, received: 1, needed })
    expect(reader.read(frames.text(2))).toEqual({ kind: 'progress', isNew: false, received: 1, needed })
    expect(reader.read(frames.text(4))).toEqual({ kind: 'progress', isNew: true, received: 2, needed })
  })

  it('packed as a gzip that any program unpacks', () => {
    const text = utf8ToBytes('{"format":"commonmast-payout-v4"}')
    expect(gunzipSync(packFile({ name: 'Ausschüttung.json', bytes: text }))).toEqual(text)
    expect(unpackFile(packFile({ name: 'Ausschüttung.json', bytes: text })).name).toBe('Ausschüttung.json')
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\work\\payout.json', 'payout.json'],
    ['pay\u202eout\u0000.json', 'payout.json'],
    ['...', 'received-file'],
    ['a'.repeat(500), 'a'.repeat(120)],
  ])('a name without folders and without what nobody sees: %j', (name, expected) => {
    expect(unpackFile(packFile({ name, bytes: new Uint8Array() })).name).toBe(expected)
  })
})

describe('[QR4] no wrong byte comes out', () => {
  it('a character changed in a code is found in that code', () => {
    const sent = file(2_000)
    const frames = fileFrames(sent)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.constantFrom(...'ABCXYZ019-/:'), (frame, place, char) => {
        const text = frames.text(frame)
        const at = place % text.length
        fc.pre(text[at] !== char)
        const reading = new FileFrameReader().read(text.slice(0, at) + char + text.slice(at + 1))
        expect(reading.kind).toBe('refused')
      }),
    )
  })

  it('a part whose bytes differ although its checksum fits is found at the end, and nothing is kept', () => {
    const sent = file(2_000)
    const frames = fileFrames(sent)
    const encoder = new FountainEncoder(cborBytes(packFile(sent)), 300)
    const part = encoder.part(3)
    const forged = partResource('bytes', { ...part, data: part.data.map((byte, at) => (at === 7 ? byte ^ 1 : byte)) })
    const reader = new FileFrameReader()
    expect(reader.read(forged).kind).toBe('progress')
    expect(refusalOf(readAll(frames, [1, 2, 4, 5, 6, 7], reader))).toBe('qr.not-whole')
    expect(readAll(frames, from(1), reader)).toEqual({ kind: 'complete', file: sent })
  })

  it('a bit changed anywhere in the packed file', () => {
    const packed = packFile(file(400))
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(packed, (byte, place) => (place === at ? byte ^ change : byte))
        const reading = new FileFrameReader().read(singleResource('bytes', cborBytes(damaged)))
        // The name and gzip's own checksum are not of the bytes.
        if (reading.kind === 'complete') expect(reading.file.bytes).toEqual(file(400).bytes)
        else expect(['qr.not-whole', 'qr.not-ours']).toContain(refusalOf(reading))
      }),
    )
  })

  it('whatever is read, the reader answers', () => {
    const reader = new FileFrameReader()
    const bytes = fc.uint8Array({ maxLength: 80 })
    const resources = fc.tuple(fc.constantFrom('bytes', 'crypto-psbt'), bytes).map(([type, body]) => singleResource(type, body))
    fc.assert(
      fc.property(fc.oneof(fc.string(), resources), (text) => {
        expect(reader.read(text).kind).toBe('refused')
      }),
    )
  })
})

describe('[QR5] codes of something else are refused by name, and what was read stays', () => {
  it('another file, in one code and in many, another program, any other code', () => {
    const one = fileFrames(file(3_000))
    const reader = new FileFrameReader()
    readAll(one, [1, 2], reader)
    expect(refusalOf(reader.read(fileFrames(file(3_000, 2)).text(1)))).toBe('qr.other-file')
    expect(refusalOf(reader.read(fileFrames(file(10)).text(1)))).toBe('qr.other-file')
    expect(refusalOf(reader.read('ur:crypto-psbt/1-2/aeae'))).toBe('qr.damaged-code')
    expect(refusalOf(reader.read(singleResource('crypto-psbt', new Uint8Array(9))))).toBe('qr.foreign-type')
    expect(refusalOf(reader.read('https://example.org/'))).toBe('qr.foreign-code')
    expect(refusalOf(reader.read(singleResource('bytes', cborBytes(new Uint8Array(90)))))).toBe('qr.other-file')
    expect(reader.read(one.text(3))).toMatchObject({ kind: 'progress', received: 3 })
    reader.reset()
    expect(refusalOf(reader.read(singleResource('bytes', cborBytes(new Uint8Array(90)))))).toBe('qr.not-ours')
  })
})

describe('[QR6] what is too large is refused before it is held', () => {
  it('on the way out', () => {
    const fits = fileFrames(file(LARGEST_PACKED_BYTES - 500))
    expect(fits.needed).toBeLessThan(900)
    expect(() => fileFrames(file(LARGEST_PACKED_BYTES))).toThrow(expect.objectContaining({ code: 'qr.too-large' }))
    const zeros = { name: 'zeros.json', bytes: new Uint8Array(16_000_001) }
    expect(() => fileFrames(zeros)).toThrow(expect.objectContaining({ code: 'qr.too-large' }))
  })

  it('on the way in: length, count of parts, and what it unpacks to', () => {
    const part = { seqNum: 1, seqLen: 2, messageLength: 300_000, checksum: 1, data: new Uint8Array(150_000) }
    expect(refusalOf(new FileFrameReader().read(partResource('bytes', part)))).toBe('qr.too-large')
    const many = { seqNum: 1, seqLen: 4_097, messageLength: 4_097, checksum: 1, data: new Uint8Array(1) }
    expect(refusalOf(new FileFrameReader().read(partResource('bytes', many)))).toBe('qr.too-large')
    const bomb = packFile({ name: 'bomb.json', bytes: new Uint8Array(20_000_000) })
    expect(refusalOf(new FileFrameReader().read(singleResource('bytes', cborBytes(bomb))))).toBe('qr.unpacks-too-large')
  })
})
