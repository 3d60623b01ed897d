import { expect, test } from 'vitest'
import { cooperativeId, foundCooperative, verifyFounding } from './founding'
import { signerNamed } from './testing/signers'

const stated = { name: 'Hill', foundedAt: '2026-11-28T10:00:00.000Z', salt: new Uint8Array(32).fill(7) }

test('[SY1] a founding document is signed by the founder, and its digest is the id', async () => {
  const founding = await foundCooperative(stated, signerNamed('ada'))
  expect(await verifyFounding(JSON.parse(JSON.stringify(founding)))).toEqual(founding)
  expect(cooperativeId(founding)).toMatch(/^[0-9a-f]{64}$/)
  const other = await foundCooperative({ ...stated, salt: new Uint8Array(32).fill(8) }, signerNamed('ada'))
  expect(cooperativeId(other)).not.toBe(cooperativeId(founding))
})

test.each([
  ['another name', { name: 'Valley' }],
  ['another founder', { founder: signerNamed('eve').publicKey }],
  ['a field more', { motto: 'none' }],
  ['no salt', { salt: undefined }],
])('[SY1] a founding document with %s is refused', async (_what, change) => {
  const founding = await foundCooperative(stated, signerNamed('ada'))
  await expect(verifyFounding({ ...founding, ...change })).rejects.toMatchObject({ code: 'sync.founding-damaged' })
})
