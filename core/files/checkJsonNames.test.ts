import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkJsonNames } from './checkJsonNames'

const check = (text: string) => () => checkJsonNames(text, JSON.parse(text))

describe('checkJsonNames', () => {
  it('takes every document whose names stand there once, whatever is in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, space) => {
        expect(check(JSON.stringify(value, null, space) ?? 'null')).not.toThrow()
      }),
    )
    expect(check('{"a:b":"c\\":d","__proto__":{"x":1}}')).not.toThrow()
  })

  it.each(['{"a":1,"a":1}', '[{"b":{"payees":[],"payees":[{"x":1}]}}]', '{"a":1,"\\u0061":2}'])('refuses %s', (text) => {
    expect(check(text)).toThrow(expect.objectContaining({ code: 'json.name-twice' }))
  })
})
