import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { DECLARATION_FORMAT, type Declaration, declarationBytes, readingOf, type StatedDeclaration } from './declaration'
import { exampleTerms, remainder } from './exampleTerms'
import { verifyDeclaration } from './verifyDeclaration'

const secret = new Uint8Array(32).fill(7)
const terms = exampleTerms([remainder('ada 60, bo 40')])
const names = [
  { id: 'ada', name: 'Ada' },
  { id: 'bo', name: 'Bo' },
]
const facts = { kind: 'terms' as const, member: { id: 'ada', name: 'Ada' }, terms, names, agreementNames: [], token: null }
const agreed = { ...facts, reading: readingOf(facts) } satisfies StatedDeclaration
const reopened = {
  kind: 'reopening' as const,
  closedSplitSha256: 'ab'.repeat(32),
  period: { id: 'p1', name: 'June' },
  symbol: 'WXM',
  reason: 'A wrong address',
} satisfies StatedDeclaration

function signed(said: StatedDeclaration): Declaration {
  const facts = { id: 'one', said, signedAt: '2026-11-30T10:00:00.000Z' }
  const publicKey = bytesToHex(ed25519.getPublicKey(secret))
  const signature = bytesToHex(ed25519.sign(declarationBytes({ facts, publicKey }), secret))
  return { format: DECLARATION_FORMAT, facts, publicKey, signature }
}

describe('a declaration', () => {
  test.each<StatedDeclaration>([agreed, reopened])('[DC1] of $kind verifies from itself alone', (said) => {
    expect(verifyDeclaration(signed(said))).toEqual([])
    expect(verifyDeclaration(JSON.parse(JSON.stringify(signed(said))))).toEqual([])
  })

  test('[DC1] that was changed, or has a fact more, does not', () => {
    const declaration = signed(agreed)
    const { facts } = declaration
    const others = [
      { ...facts, signedAt: '2026-12-01T10:00:00.000Z' },
      { ...facts, said: { ...agreed, member: { id: 'bo', name: 'Bo' } } },
      { ...facts, said: { ...agreed, terms: { ...terms, stages: [remainder('ada 40, bo 60')] } } },
      { ...facts, witness: 'Cy' },
    ]
    for (const other of others) {
      expect(verifyDeclaration({ ...declaration, facts: other })).toContainEqual(expect.objectContaining({ where: 'signature' }))
    }
    const key = bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(8)))
    expect(verifyDeclaration({ ...declaration, publicKey: key })).toContainEqual(expect.objectContaining({ where: 'signature' }))
    // No point of the curve.
    expect(verifyDeclaration({ ...declaration, publicKey: 'ff'.repeat(32) })).toHaveLength(1)
  })

  test('[DC2] to terms shows sentences that are those of the terms', () => {
    const other = signed({ ...agreed, reading: ['Of what is left, Ada gets 99 %.'] })
    expect(verifyDeclaration(other)).toEqual([expect.objectContaining({ where: 'facts.said.reading' })])
  })

  test('of another form is named field by field', () => {
    expect(verifyDeclaration({ format: DECLARATION_FORMAT })).toContainEqual(expect.objectContaining({ where: 'facts' }))
    expect(verifyDeclaration(null)).toHaveLength(1)
  })
})
