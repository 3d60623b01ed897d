import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { StatedDeclaration } from '#core/agreements/declaration'
import { signDeclaration } from '#core/agreements/signedTerms'
import type { Agreement, Member } from '#core/model/records'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { termsOf } from '#core/rewards/termsOf'
import { saveDistribution } from '../money/distributions'
import { reviseRecord } from '../records/changeRecords'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { signTerms, stateTerms } from './signTerms'

const at = '2026-01-01T00:00:00.000Z'
const ada: Member = { id: 'ada', name: 'Ada', address: null, role: 'host', createdAt: at, updatedAt: at }
const harbour: Agreement = {
  ...{ id: 'h', name: 'Harbour', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] },
  ...{ createdAt: at, updatedAt: at },
}
const known = { members: [ada], agreements: [harbour], token: { symbol: 'HNT', decimals: 8 } }
const sign = async (said: StatedDeclaration) => signDeclaration(said)

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'members', [ada])
  await seedRecords(db, 'agreements', [harbour])
})

const split = () =>
  splitByTerms({
    period: {
      ...{ id: 'p', name: 'P', network: 'helium', payer: '', start: null, end: null, sourceFile: 'p.csv', corrects: [] },
    },
    token: { symbol: 'HNT', decimals: 8 },
    rewards: [{ hotspotKey: 'm1', name: 'm1', groups: [], amountBaseUnits: 5n }],
    members: [ada],
    agreements: [termsOf(harbour)],
  })

test('[DC1] a member signs what was read, and it is kept as it was signed', async () => {
  const said = stateTerms(harbour, ada, known)
  expect(said.reading).toEqual(['It is for every hotspot without an agreement of its own.', 'Of what is left, Ada gets 100 %.'])
  const kept = await signTerms(said, sign)
  expect(await recordsIn(db, 'termsSignatures')).toEqual([kept])
  await expect(saveDistribution(split())).resolves.toMatchObject({ periodId: 'p' })
})

test('[DC2] an agreement that was changed meanwhile is not signed', async () => {
  const said = stateTerms(harbour, ada, known)
  await reviseRecord({ kind: 'test', title: 'Changed' }, 'agreements', harbour, { name: 'Harbour 2' })
  await expect(signTerms(said, sign)).rejects.toMatchObject({ code: 'agreement.changed' })
  expect(await recordsIn(db, 'termsSignatures')).toEqual([])
})

test('[DC2] a signature by which nothing is proved is not kept', async () => {
  const forging = async (said: StatedDeclaration) => ({ ...signDeclaration(said), signature: '0'.repeat(128) })
  await expect(signTerms(stateTerms(harbour, ada, known), forging)).rejects.toMatchObject({ code: 'declaration.does-not-hold' })
  expect(await recordsIn(db, 'termsSignatures')).toEqual([])
})

test('[DC4] a split under an agreement whose signature does not hold is refused, naming agreement and member', async () => {
  const kept = await signTerms(stateTerms(harbour, ada, known), sign)
  const forged = { ...kept, id: 'forged', file: { ...kept.file, facts: { ...kept.file.facts, id: 'forged' } } }
  // As it may come from elsewhere. The one that holds is the same member's, and makes it good.
  await seedRecords(db, 'termsSignatures', [forged])
  await expect(saveDistribution(split())).resolves.toMatchObject({ periodId: 'p' })
  await seedRecords(db, 'termsSignatures', [{ ...forged, id: 'forged-2', memberId: 'bo' }])
  await expect(saveDistribution(split())).rejects.toMatchObject({
    code: 'agreement.bad-signature',
    message: expect.stringMatching(/bo under agreement "Harbour"/),
  })
})
