import { expect, test } from 'vitest'
import { accessState, foundersGrant } from './AccessState'
import { decideAccess, rolesHere } from './decideAccess'
import type { SaidGrant } from './saidGrant'
import { actorOf, founding, keyOf, revokes, says } from './testing/grants'

const rolesIn = (said: readonly SaidGrant[], word: string, n: number, actor = actorOf(word)) =>
  accessState(founding, said).rolesOf({ key: keyOf(word), actor, n })

const admitsAda = says('founder', 1, 'ada', ['admin'])
const admitsBen = says('founder', 2, 'ben', ['operator', 'treasurer'])
const both = [admitsAda, admitsBen]

test('[SY41] the founder is an admin from the beginning, whom an admin admits has roles, and nobody else has any', () => {
  expect(rolesIn([], 'founder', 1)).toEqual(['admin'])
  expect(rolesIn([], 'ben', 1)).toEqual([])
  expect(rolesIn(both, 'ben', 1)).toEqual(['operator', 'treasurer'])
  expect(rolesIn([...both, says('ada', 1, 'cleo', ['member'])], 'cleo', 7)).toEqual(['member'])
  expect(accessState(founding, both).admins()).toEqual([keyOf('ada'), keyOf('founder')].sort())
})

test.each<[what: string, said: SaidGrant, of: string]>([
  ['makes itself an admin', says('ben', 1, 'ben', ['admin']), 'ben'],
  [
    'makes itself an admin in the place of what is said of it',
    says('ben', 1, 'ben', ['admin'], { replaces: [admitsBen.grant.id] }),
    'ben',
  ],
  ['admits somebody', says('ben', 1, 'eve', ['operator']), 'eve'],
  ['takes away the access of an admin', revokes('ben', 1, 'ada', 0, [admitsAda]), 'ada'],
  ['takes away the access of the founder', says('ben', 1, 'founder', []), 'founder'],
])('[SY41] one who is no admin and %s changes nothing', (_what, said, of) => {
  expect(rolesIn([...both, said], of, 5)).toEqual(rolesIn(both, of, 5))
})

test('[SY41] a stranger who says the same of itself as an admin says of another changes nothing', () => {
  expect(rolesIn([...both, says('eve', 1, 'eve', ['admin']), says('eve', 2, 'ben', [])], 'eve', 3)).toEqual([])
  expect(accessState(founding, [...both, says('eve', 1, 'mallory', ['admin'])]).named.has(keyOf('mallory'))).toBe(false)
})

test('[SY41] roles that change hold for batches after the named one, and earlier ones keep theirs', () => {
  const changes = says('ada', 3, 'ben', ['member'], { after: { [actorOf('ben')]: 4 }, replaces: [admitsBen.grant.id] })
  const said = [...both, changes]
  expect(rolesIn(said, 'ben', 4)).toEqual(['operator', 'treasurer'])
  expect(rolesIn(said, 'ben', 5)).toEqual(['member'])
  // Of another actor of the key the admin knew nothing.
  expect(rolesIn(said, 'ben', 1, 'b'.repeat(16))).toEqual(['member'])
})

test('[SY41] what two admins said without knowing of each other both holds: only what both allow', () => {
  const said = [
    ...both,
    says('founder', 3, 'ben', ['operator', 'member'], { replaces: [admitsBen.grant.id] }),
    says('ada', 1, 'ben', ['treasurer', 'member'], { replaces: [admitsBen.grant.id] }),
  ]
  expect(rolesIn(said, 'ben', 1)).toEqual(['member'])
  const revoked = [...said, revokes('ada', 2, 'ben', 0, [])]
  expect(rolesIn(revoked, 'ben', 1)).toEqual([])
  const stated = { key: keyOf('ben'), encryptionKey: null, after: {}, createdAt: founding.foundedAt }
  const again = decideAccess(accessState(founding, revoked), { ...stated, roles: ['treasurer', 'operator'] })
  const readmits = { grant: again, by: { key: keyOf('founder'), actor: actorOf('founder'), n: 9 }, operation: 9 }
  expect(rolesIn([...revoked, readmits], 'ben', 1)).toEqual(['operator', 'treasurer'])
})

test('[SY45] whoever is revoked has no roles after the named batch, under no name', () => {
  const said = [...both, revokes('ada', 1, 'ben', 4, [admitsBen])]
  expect([4, 5, 6].map((n) => rolesIn(said, 'ben', n).length)).toEqual([2, 0, 0])
  expect(rolesIn(said, 'ben', 1, 'b'.repeat(16))).toEqual([])
  const access = accessState(founding, said)
  const vector = new Map([[actorOf('ben'), { n: 3, hash: '', lastOperation: 3 }]])
  expect(rolesHere(access, keyOf('ben'), actorOf('ben'), vector)).toEqual(['operator', 'treasurer'])
  expect(rolesHere(access, keyOf('ben'), 'b'.repeat(16), vector)).toEqual([])
})

test('[SY45] what an admin said before the named batch stands once it is revoked, and what it says after does not', () => {
  const said = [
    ...both,
    says('ada', 3, 'cleo', ['member']),
    says('ada', 4, 'eve', ['admin']),
    revokes('founder', 9, 'ada', 3, [admitsAda]),
  ]
  expect(rolesIn(said, 'cleo', 1)).toEqual(['member'])
  expect(rolesIn(said, 'eve', 1)).toEqual([])
  expect(rolesIn([...said, says('eve', 1, 'ben', [])], 'ben', 1)).toEqual(['operator', 'treasurer'])
})

test('[SY42] a second admin takes away the access of a lost laptop of the founder, and what a thief admits with it', () => {
  const lost = [...both, revokes('ada', 1, 'founder', 2)]
  expect([2, 3].map((n) => rolesIn(lost, 'founder', n))).toEqual([['admin'], []])
  expect(rolesIn([...lost, says('founder', 3, 'eve', ['admin'])], 'eve', 1)).toEqual([])
  expect(rolesIn([...lost, says('founder', 3, 'eve', ['admin'])], 'ben', 1)).toEqual(['operator', 'treasurer'])
})

test('[SY42] of two admins who revoke each other the more senior stands, whatever the other says was first', () => {
  const admitsCleo = says('founder', 3, 'cleo', ['admin'])
  const steals = [
    revokes('cleo', 2, 'ada', 0, [admitsAda]),
    says('cleo', 3, 'ben', []),
    says('cleo', 4, 'eve', ['admin']),
    says('cleo', 1, 'founder', [], { createdAt: '2000-01-01T00:00:00.000Z' }),
  ]
  const otherActor = steals.map((each) => ({ ...each, by: { ...each.by, actor: 'e'.repeat(16) } }))
  const said = [...both, admitsCleo, revokes('ada', 1, 'cleo', 0, [admitsCleo]), ...steals, ...otherActor]
  expect(rolesIn(said, 'ada', 5)).toEqual(['admin'])
  expect(rolesIn(said, 'founder', 5)).toEqual(['admin'])
  expect(rolesIn(said, 'ben', 5)).toEqual(['operator', 'treasurer'])
  expect(rolesIn(said, 'cleo', 5)).toEqual([])
  expect(rolesIn(said, 'eve', 1)).toEqual([])
})

test('[SY42] a revocation does not reach the admission that it stands on, nor what its author said before', () => {
  const takesAll = says('ada', 1, 'founder', [], { replaces: [foundersGrant(founding).id] })
  const said = [...both, takesAll, says('ada', 2, 'ada', [])]
  expect(rolesIn(said, 'founder', 1)).toEqual([])
  expect(rolesIn([...both, takesAll], 'ada', 1)).toEqual(['admin'])
  // Admitted after that: the founder can say so again, and stands, being senior.
  expect(rolesIn([...both, takesAll], 'ben', 1)).toEqual([])
  expect(rolesIn([...both, takesAll, revokes('founder', 3, 'ada', 0, [admitsAda])], 'ben', 1)).toEqual(['operator', 'treasurer'])
})

test('[SY41] an admin that a junior one admits again says what counts again', () => {
  const removed = revokes('founder', 5, 'ada', 0, [admitsAda])
  const admitsCleo = says('founder', 6, 'cleo', ['admin'])
  const again = says('cleo', 1, 'ada', ['admin'], { replaces: [admitsAda.grant.id, removed.grant.id] })
  const said = [...both, removed, admitsCleo, says('ada', 3, 'dora', ['member'])]
  expect(rolesIn(said, 'dora', 1)).toEqual([])
  expect(rolesIn([...said, again], 'dora', 1)).toEqual(['member'])
})
