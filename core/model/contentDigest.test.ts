import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentDigest, seal } from './contentDigest'

describe('contentDigest', () => {
  it('is the SHA-256 of the canonical JSON without the digest itself', () => {
    const canonical = '{"a":"é","b":[1,{"c":null,"d":true}]}'
    const expected = createHash('sha256').update(canonical, 'utf8').digest('hex')
    expect(contentDigest({ contentSha256: 'anything', b: [1, { d: true, c: null }], a: 'é' })).toBe(expected)
  })

  it('seals a document again after a change', () => {
    const sealed = seal({ amount: '1', contentSha256: 'old' })
    expect(sealed.contentSha256).toBe(contentDigest({ amount: '1' }))
    expect(seal({ ...sealed, amount: '2' }).contentSha256).not.toBe(sealed.contentSha256)
  })
})
