import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorBytes, isGenuineAnchor, type JournalAnchor, journalAnchorSchema } from './journalAnchor'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const facts = {
  format: 'commonmast-journal-anchor-v1' as const,
  ...{ seq: 12, hash: 'a'.repeat(64), at: '2026-11-20T12:00:00.000Z' },
  publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
}
const anchor: JournalAnchor = { ...facts, signature: sign(null, anchorBytes(facts), privateKey).toString('hex') }

describe('an anchor', () => {
  it('[JN4] is signed over the canonical form of everything else', () => {
    const { format, seq, hash, at, publicKey: key } = facts
    expect(new TextDecoder().decode(anchorBytes(anchor))).toBe(
      `{"at":"${at}","format":"${format}","hash":"${hash}","publicKey":"${key}","seq":${seq}}`,
    )
    expect(journalAnchorSchema.parse(anchor)).toEqual(anchor)
    expect(isGenuineAnchor(anchor)).toBe(true)
  })

  it('[JN4] is not genuine once anything of it is changed', () => {
    const digits = fc.constantFrom<'hash' | 'publicKey' | 'signature'>('hash', 'publicKey', 'signature')
    fc.assert(
      fc.property(digits, fc.nat({ max: 63 }), (field, at) => {
        const text = anchor[field]
        const digit = (Number.parseInt(text[at] ?? '0', 16) + 1) % 16
        expect(isGenuineAnchor({ ...anchor, [field]: text.slice(0, at) + digit.toString(16) + text.slice(at + 1) })).toBe(false)
      }),
      { numRuns: 60 },
    )
    expect(isGenuineAnchor({ ...anchor, seq: 11 })).toBe(false)
    expect(isGenuineAnchor({ ...anchor, at: '2026-11-21T12:00:00.000Z' })).toBe(false)
    expect(isGenuineAnchor({ ...anchor, publicKey: 'f'.repeat(64) })).toBe(false)
  })
})
