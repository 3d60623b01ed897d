import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formsOf } from './secretForms'

const secret = 'r1ght "Zeppelin" é/4402'
const around = fc.string({ maxLength: 20 })

it('finds a secret wherever it stands in what is encoded as a whole', () => {
  fc.assert(
    fc.property(around, around, (before, after) => {
      const whole = `${before}${secret}${after}`
      const bytes = Buffer.from(whole)
      const wide = Buffer.from(whole, 'utf16le')
      const encoded = [
        whole,
        bytes.toString('latin1'),
        bytes.toString('hex'),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        wide.toString('latin1'),
        JSON.stringify({ [before]: whole }),
        encodeURIComponent(whole.toWellFormed()),
        JSON.stringify([...bytes]),
      ]
      for (const text of encoded) expect(formsOf(secret).filter((form) => text.includes(form))).not.toEqual([])
    }),
  )
})

it('has no form that is so short that it stands anywhere', () => {
  expect(Math.min(...formsOf('12345678').map((form) => form.length))).toBeGreaterThanOrEqual(8)
})
