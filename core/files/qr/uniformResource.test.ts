import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { decodeBytewords, encodeBytewords } from './bytewords'
import { cborBytes } from './cbor'
import { crc32, uint32Bytes } from './crc32'
import { FountainDecoder } from './FountainDecoder'
import { FountainEncoder } from './FountainEncoder'
import { chooseSome, FragmentChooser } from './FragmentChooser'
import { encodePart, shapeOf } from './fountainPart'
import { partResource, readResource, singleResource } from './uniformResource'
import { WeightedSampler } from './WeightedSampler'
import { Xoshiro256 } from './Xoshiro256'

interface Vectors {
  crc32: { text: string; crc32: string }[]
  bytewords: { hex: string; minimal: string }[]
  xoshiro_mod_100: { seed?: string; seed_crc32_of?: string; numbers: number[] }[]
  sampler: { weights: number[]; first_samples: number[] }
  degrees: { seq_len: number; first_degrees: number[] }
  shuffles: { counts_1_to_10: number[][] }
  fragments: { message_length: number; seq_len: number; indexes_by_seq_num_from_1: number[][] }
  part_cbor: { seqNum: number; seqLen: number; messageLength: number; checksum: number; data: string; hex: string }
  single_resource: { message_length: number; text: string }
  part_resources: { message_length: number; longest_fragment: number; texts: string[] }
}
const vectors = readFixtureJson('vectors/uniform_resources.json') as Vectors

const wolf = () => new Xoshiro256(utf8ToBytes('Wolf'))

/** The message of the published tests. */
function wolfMessage(length: number): Uint8Array {
  const numbers = wolf()
  return Uint8Array.from({ length }, () => numbers.nextBelow(256))
}

describe('[QR1] the published numbers of uniform resources', () => {
  it('CRC-32', () => {
    for (const { text, crc32: expected } of vectors.crc32) {
      expect(bytesToHex(uint32Bytes(crc32(utf8ToBytes(text))))).toBe(expected)
    }
  })

  it('bytewords, both ways', () => {
    for (const { hex, minimal } of vectors.bytewords) {
      expect(encodeBytewords(hexToBytes(hex))).toBe(minimal)
      expect(bytesToHex(decodeBytewords(minimal))).toBe(hex)
    }
  })

  it.each(['aeadaolazmjendeowf', 'wf', '', 'aeadaolazmjendeot', 'aeadaolazmjendxxti'])('no bytewords: %j', (text) => {
    expect(() => decodeBytewords(text)).toThrow(expect.objectContaining({ code: 'qr.damaged-code' }))
  })

  it('xoshiro256**', () => {
    for (const { seed, seed_crc32_of, numbers } of vectors.xoshiro_mod_100) {
      const bytes = seed === undefined ? uint32Bytes(crc32(utf8ToBytes(seed_crc32_of ?? ''))) : utf8ToBytes(seed)
      const drawn = new Xoshiro256(bytes)
      expect(numbers.map(() => Number(drawn.next() % 100n))).toEqual(numbers)
    }
  })

  it('the sampler and the degrees of parts', () => {
    const { sampler, degrees } = vectors
    const numbers = wolf()
    const draw = () => numbers.nextDouble()
    const weighted = new WeightedSampler(sampler.weights)
    expect(sampler.first_samples.map(() => weighted.next(draw))).toEqual(sampler.first_samples)

    const again = wolf()
    const harmonic = new WeightedSampler(Array.from({ length: degrees.seq_len }, (_, at) => 1 / (at + 1)))
    expect(degrees.first_degrees.map(() => harmonic.next(() => again.nextDouble()) + 1)).toEqual(degrees.first_degrees)
  })

  it('shuffles', () => {
    const numbers = wolf()
    const shuffled = vectors.shuffles.counts_1_to_10.map((_, at) => chooseSome(10, at + 1, numbers).map((value) => value + 1))
    expect(shuffled).toEqual(vectors.shuffles.counts_1_to_10)
  })

  it('the fragments of parts', () => {
    const { message_length, seq_len, indexes_by_seq_num_from_1: expected } = vectors.fragments
    const chooser = new FragmentChooser(seq_len, crc32(wolfMessage(message_length)))
    expect(expected.map((_, at) => chooser.fragmentsOf(at + 1).sort((one, other) => one - other))).toEqual(expected)
  })

  it('a part in CBOR', () => {
    const { data, hex, ...numbers } = vectors.part_cbor
    expect(bytesToHex(encodePart({ ...numbers, data: hexToBytes(data) }))).toBe(hex)
  })

  it('a message in one text', () => {
    const { message_length, text } = vectors.single_resource
    const message = cborBytes(wolfMessage(message_length))
    expect(singleResource('bytes', message)).toBe(text)
    expect(readResource(text.toUpperCase())).toEqual({ type: 'bytes', message })
  })

  it('a message in parts, and back from the mixed ones alone', () => {
    const { message_length, longest_fragment, texts } = vectors.part_resources
    const message = cborBytes(wolfMessage(message_length))
    const encoder = new FountainEncoder(message, longest_fragment)
    expect(texts.map((_, at) => partResource('bytes', encoder.part(at + 1)))).toEqual(texts)

    const decoder = new FountainDecoder(shapeOf(encoder.part(1)))
    for (let at = encoder.seqLen + 1; decoder.independentParts < encoder.seqLen; at++) {
      const resource = readResource(partResource('bytes', encoder.part(at)))
      if ('part' in resource) decoder.receive(resource.part)
    }
    expect(decoder.message()).toEqual(message)
  })
})

describe('[QR2] what is no whole part is refused', () => {
  const refused = (text: string, code: string) =>
    expect(() => readResource(text), text).toThrow(expect.objectContaining({ code }))

  it('other codes', () => {
    for (const text of [
      '',
      'https://example.org/',
      'geo:50,19',
      'ur:',
      'ur:bytes',
      'ur:bytes/1-9',
      'ur:by tes/ae',
      'xur:bytes/ae',
    ]) {
      refused(text, 'qr.foreign-code')
    }
  })

  it('numbers that contradict each other', () => {
    const part = { seqNum: 1, seqLen: 2, messageLength: 20, checksum: 1, data: new Uint8Array(10) }
    const damaged = [
      { seqNum: 0 },
      { seqLen: 0 },
      { seqLen: 3 },
      { messageLength: 21 },
      { messageLength: 0 },
      { data: new Uint8Array(9) },
    ]
    for (const change of damaged) refused(partResource('bytes', { ...part, ...change }), 'qr.damaged-code')
    refused(partResource('bytes', part).replace('1-2', '2-2'), 'qr.damaged-code')
    expect(readResource(partResource('bytes', part))).toEqual({ type: 'bytes', part })
  })

  it('other CBOR', () => {
    for (const hex of [
      '',
      '80',
      '840102030440',
      '8501020304',
      '850102030441',
      '8501020304400',
      '85010203046161',
      '851b00000000000000010203044100',
    ]) {
      const bytes = hexToBytes(hex.length % 2 ? `${hex}0` : hex)
      refused(`ur:bytes/1-2/${encodeBytewords(bytes)}`, 'qr.damaged-code')
    }
  })
})
