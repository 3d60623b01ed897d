import { expect, test } from 'vitest'
import { journalKindText } from './journalKindText'

test('kinds are told in words, steps of devices too, and unknown ones as they are', () => {
  expect(journalKindText('key.in-use')).toBe('Key in use')
  expect(journalKindText('provisioning.log-in.done')).toBe('Device: log in, done')
  expect(journalKindText('provisioning.open.begin')).toBe('Device: open, begun')
  expect(journalKindText('declaration.terms')).toBe('Agreement signed by a member')
  expect(journalKindText('provisioning.lost')).toBe('Device lost')
  for (const unknown of ['later.kind', 'constructor', 'provisioning.step.paused']) expect(journalKindText(unknown)).toBe(unknown)
})
