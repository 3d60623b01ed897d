import { expect, it, test } from 'vitest'
import { exampleTerms, remainder } from './exampleTerms'
import { signDeclaration, signedTerms, statedTerms } from './signedTerms'
import { signatureFault, signatureProblems, termsSigned } from './termsSigned'
import { verifyDeclaration } from './verifyDeclaration'

const terms = exampleTerms([remainder('ada 50, bo 50')], { name: 'Harbour' })
const changed = exampleTerms([remainder('ada 60, bo 40')], { name: 'Harbour' })
const states = (...args: Parameters<typeof termsSigned>) =>
  termsSigned(...args).map(({ memberId, state }) => `${memberId} ${state}`)

it('[DC3] a member has signed the terms as they stand, or earlier ones, or none', () => {
  const signatures = [signedTerms(terms, 'ada')]
  expect(states(terms, [])).toEqual(['ada missing', 'bo missing'])
  expect(states(terms, signatures)).toEqual(['ada signed', 'bo missing'])
  expect(states(changed, signatures)).toEqual(['ada earlier', 'bo missing'])
  expect(states({ ...terms, id: 'other' }, signatures)).toEqual(['ada missing', 'bo missing'])
})

it('[DC3] what was signed once is signed again when the terms are as they were', () => {
  const signatures = [signedTerms(changed, 'ada', '2026-02-01T00:00:00.000Z'), signedTerms(terms, 'ada')]
  expect(states(terms, signatures)).toEqual(['ada signed', 'bo missing'])
})

it('[DC3] whoever signed and is not named in the terms is listed too', () => {
  expect(states(terms, [signedTerms(terms, 'eve')])).toEqual(['ada missing', 'bo missing', 'eve signed'])
})

test.each([
  ['its signature', { ...signedTerms(terms, 'ada'), file: { ...signedTerms(terms, 'ada').file, signature: '0'.repeat(128) } }],
  ['its member', { ...signedTerms(terms, 'bo'), memberId: 'ada' }],
  ['its agreement', { ...signedTerms({ ...terms, id: 'b' }, 'ada'), agreementId: 'a' }],
  ['its terms', { ...signedTerms(changed, 'ada'), termsSha256: signedTerms(terms, 'ada').termsSha256 }],
])('[DC4] a signature of which %s was changed refuses a split, and says whose and under what', (_, signature) => {
  expect(signatureFault(signature)).not.toBeNull()
  expect(states(terms, [signature])).toEqual(['ada invalid', 'bo missing'])
  const [problem] = signatureProblems([terms], [signature], new Map([['ada', 'Ada L.']]))
  expect(problem?.code).toBe('agreement.bad-signature')
  expect(problem?.message).toMatch(/Ada L\. under agreement "Harbour"/)
})

it('[DC4] whoever signs anew makes good what does not hold', () => {
  const good = signedTerms(terms, 'ada')
  const bad = { ...good, id: 'bad', file: { ...good.file, signature: '0'.repeat(128) } }
  expect(signatureProblems([terms], [bad, good], new Map())).toEqual([])
  expect(signatureProblems([changed], [bad, good], new Map())).toHaveLength(1)
})

it('[DC1] a declaration holds by itself, whatever its names and token', () => {
  const said = statedTerms(
    exampleTerms([
      { id: 'rent', kind: 'fixed', to: { agreementId: 'b' }, amount: { baseUnits: '150000000' }, whenShort: 'cap' },
      remainder('ada 100'),
    ]),
    'ada',
    {
      names: [{ id: 'ada', name: 'Ada' }],
      agreementNames: [{ id: 'b', name: 'Tools' }],
      token: { symbol: 'HNT', decimals: 8 },
    },
  )
  expect(said.reading).toContain('The agreement "Tools" gets 1.5 HNT a period; what is short is let go.')
  expect(verifyDeclaration(signDeclaration(said))).toEqual([])
})

it('[DC2] sentences that are not those of the terms are found, also where they are signed', () => {
  const said = { ...statedTerms(terms, 'ada'), reading: ['Ada gets everything.'] }
  expect(verifyDeclaration(signDeclaration(said))).toEqual([
    { where: 'facts.said.reading', message: 'The sentences that were read are not those of the terms.' },
  ])
})

it('[DC1] what is changed in a declaration, or added to it, is found', () => {
  const declaration = signDeclaration(statedTerms(terms, 'ada'))
  expect(verifyDeclaration({ ...declaration, facts: { ...declaration.facts, id: 'other' } })).toHaveLength(1)
  expect(verifyDeclaration({ ...declaration, facts: { ...declaration.facts, more: 1 } })).toHaveLength(1)
  expect(verifyDeclaration({ ...declaration, publicKey: 'f'.repeat(64) })).toHaveLength(1)
  expect(verifyDeclaration(null)).not.toEqual([])
})
