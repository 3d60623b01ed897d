import { expect, test } from 'vitest'
import { accessState } from './AccessState'
import { namedEncryptionKey } from './namedEncryptionKey'
import type { SaidGrant } from './saidGrant'
import { founding, keyOf, says } from './testing/grants'

const OLD = 'a'.repeat(64)
const NEW = 'b'.repeat(64)
const known = (said: readonly SaidGrant[]) => namedEncryptionKey(accessState(founding, said).grantsAbout(keyOf('ben')))

test('[SY76] of two keys that admins named without knowing of each other the more senior admin’s is kept, whatever their ids', () => {
  const admitsAda = says('founder', 1, 'ada', ['admin'])
  // Enough for either grant to have the lower id.
  for (const seconds of ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09']) {
    const createdAt = `2026-11-28T11:00:${seconds}.000Z`
    const ofAda = says('ada', 1, 'ben', ['operator'], { encryptionKey: OLD, createdAt })
    const ofFounder = says('founder', 2, 'ben', ['operator'], { encryptionKey: NEW })
    expect(known([admitsAda, ofAda, ofFounder])).toBe(NEW)
    expect(known([ofFounder, ofAda, admitsAda])).toBe(NEW)
  }
})

test('[SY76] a key that was replaced is not named again, and one that a later grant left out is still known', () => {
  for (const seconds of ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09']) {
    const createdAt = `2026-11-28T11:00:${seconds}.000Z`
    const first = says('founder', 1, 'ben', ['operator'], { encryptionKey: OLD, createdAt })
    const second = says('founder', 2, 'ben', ['operator'], { encryptionKey: NEW, replaces: [first.grant.id] })
    expect(known([first, second])).toBe(NEW)
    const revoked = says('founder', 3, 'ben', [], { replaces: [first.grant.id, second.grant.id] })
    expect(known([first, second, revoked])).toBe(NEW)
  }
})

test('[SY76] of whom nobody named a key none is known', () => {
  expect(known([says('founder', 1, 'ben', ['operator'])])).toBeNull()
})
