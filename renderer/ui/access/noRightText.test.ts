import { expect, test } from 'vitest'
import { noRightText } from './noRightText'

const admitted = (...roles: ('operator' | 'technician' | 'treasurer' | 'member' | 'admin')[]) =>
  ({ standing: 'admitted', roles }) as const

test('[SY47] a missing role is named beforehand, once, with what to do', () => {
  expect(noRightText(admitted('operator', 'member'), ['members', 'agreements'])).toBe(
    'Needs the role Treasurer, and this laptop is Operator and Member: ask an admin, or do it on a laptop that has it.',
  )
  expect(noRightText(admitted('member'), ['plans', 'members'])).toContain('Needs the role Operator and Treasurer,')
  expect(noRightText(admitted('member'), ['accessGrants'])).toContain('Needs the role Admin,')
  expect(noRightText({ standing: 'revoked', roles: [] }, ['plans'])).toContain('was taken away')
})

test('[SY47] who may write everything that is meant is told nothing, and so is who waits for an admin', () => {
  expect(noRightText(admitted('treasurer'), ['members', 'agreements', 'payouts'])).toBeNull()
  expect(noRightText(admitted('admin'), ['accessGrants', 'plans'])).toBeNull()
  expect(noRightText({ standing: 'not-admitted', roles: [] }, ['plans'])).toBeNull()
  expect(noRightText(null, ['plans'])).toBeNull()
  expect(noRightText(admitted('member'), [])).toBeNull()
})
