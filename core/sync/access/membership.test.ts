import { expect, test } from 'vitest'
import type { Operation } from '../../records/operation'
import { actorName } from '../actorName'
import { cooperativeId } from '../founding'
import { sealBatch } from '../sealBatch'
import { recordsText, siteNamed, sync } from '../testing/exampleCooperative'
import type { MemoryLaptop } from '../testing/MemoryLaptop'
import { MemoryPlace } from '../testing/MemoryPlace'
import { admit, changeAccess, governedCooperative } from '../testing/memberships'
import { checkMayWrite, rolesHere } from './decideAccess'

const siteOn = ({ states }: MemoryLaptop, key: string) => states.get('sites')?.get(key)?.fields

/** The founder has admitted ada as operator and ben as member; all have met. */
async function threeLaptops() {
  const { founding, laptop } = await governedCooperative()
  const [founder, ada, ben] = [laptop('founder'), laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await admit(founder, ada, ['operator'])
  await admit(founder, ben, ['member'])
  for (const each of [founder, ada, ben]) await sync(each, place)
  return { founding, laptop, founder, ada, ben, place, all: [founder, ada, ben] }
}

/** A program that was changed: it seals what it likes with its key, under whatever name. */
async function forge(thief: MemoryLaptop, founding: Parameters<typeof cooperativeId>[0], operations: Operation[]) {
  const [{ actor } = { actor: '' }] = operations
  const before = (await thief.vector()).get(actor) ?? null
  return sealBatch({ cooperative: cooperativeId(founding), actor, before, operations }, thief.signer)
}

test('[SY43] a laptop that nobody admitted is not read and sends nothing; once it is admitted all of it counts', async () => {
  const { laptop, founder, ada, place, all } = await threeLaptops()
  const cleo = laptop('cleo')
  cleo.write(siteNamed('ridge'))
  expect(await sync(cleo, place)).toMatchObject({ access: 'not-admitted', sealed: 0, unsealed: 1, isAgreed: false })
  await admit(founder, cleo, ['operator'])
  await sync(founder, place)
  expect(await sync(cleo, place)).toMatchObject({ access: 'admitted', sealed: 1, written: 1, unsealed: 0, isAgreed: true })
  await sync(ada, place)
  expect(siteOn(ada, 'ridge')).toMatchObject({ name: 'ridge' })
  for (const each of all) await sync(each, place)
  expect(recordsText(cleo)).toBe(recordsText(ada))
})

test('[SY43] batches of a stranger change nothing and take no name, and are taken in once the stranger is admitted', async () => {
  const { founding, laptop, founder, ada, ben, place } = await threeLaptops()
  const [eve, dora] = [laptop('eve'), laptop('dora')]
  const forged = [siteNamed('of eve'), siteNamed('more')].map(
    (change, at): Operation => ({ actor: dora.disk.actor, n: at + 1, t: '019000000000-0000', schemaV: 6, ...change }),
  )
  const squats = await forge(eve, founding, forged)
  place.add(squats.id, squats.text)
  expect((await sync(ada, place)).found).toEqual([
    { kind: 'not-admitted', actor: dora.disk.actor, publicKey: eve.signer.publicKey },
  ])
  expect([siteOn(ada, 'of eve'), await ada.keyOf(dora.disk.actor), ada.disk.aside.size]).toEqual([undefined, null, 0])

  await admit(founder, dora, ['operator'])
  await sync(founder, place)
  dora.write(siteNamed('ridge'))
  await sync(dora, place)
  await sync(ada, place)
  expect(siteOn(ada, 'ridge')).toMatchObject({ name: 'ridge' })
  expect(await ada.keyOf(dora.disk.actor)).toBe(dora.signer.publicKey)

  const own = await forge(
    eve,
    founding,
    forged.map((each) => ({ ...each, actor: actorName(eve.signer.publicKey, 9) })),
  )
  place.add(own.id, own.text)
  await sync(ben, place)
  expect(siteOn(ben, 'of eve')).toBeUndefined()
  await admit(founder, eve, ['operator'])
  for (const each of [founder, ben]) {
    await sync(each, place)
    expect(siteOn(each, 'of eve')).toMatchObject({ name: 'of eve' })
    expect([...each.disk.aside.values()].map(({ fault }) => fault)).toEqual(['other-key'])
  }
  expect(recordsText(ben)).toBe(recordsText(founder))
})

test('[SY44] what a member may not write changes nothing, on its own laptop neither, and is told; what it may write counts', async () => {
  const { ada, ben, place, all } = await threeLaptops()
  ada.write(siteNamed('mill'))
  await sync(ada, place)
  await sync(ben, place)
  ben.write({ table: 'sites', key: 'mill', set: { name: 'renamed' } })
  ben.write({ table: 'sites', key: 'mill', tombstone: true })
  ben.write({ table: 'proposals', key: 'p', set: { title: 'of a later version' } })
  const { found } = await sync(ben, place)
  expect(found).toMatchObject([{ kind: 'withheld', withheld: { id: { actor: ben.disk.actor, n: 1 }, reason: 'no-right' } }])
  expect((await sync(ada, place)).found).toEqual(found)
  for (const each of all) {
    await sync(each, place)
    expect(siteOn(each, 'mill')).toMatchObject({ name: 'mill' })
    expect(each.states.get('sites')?.get('mill')?.removal).toBeNull()
    expect(each.disk.log.filter(({ actor }) => actor === ben.disk.actor)).toMatchObject([{ table: 'proposals' }])
  }
})

test.each(['member', 'operator'] as const)('[SY41] one who is %s and makes itself an admin stays what it is', async (role) => {
  const { founder, ada, ben, place, all } = await threeLaptops()
  const forger = role === 'member' ? ben : ada
  await admit(forger, forger, ['admin'])
  await changeAccess(forger, founder, [])
  await sync(forger, place)
  for (const each of all) {
    await sync(each, place)
    expect((await each.access()).admins()).toEqual([founder.signer.publicKey])
    expect(each.states.get('accessGrants')?.size).toBe(2)
  }
})

test.each(['the revocation', 'what the thief writes'])(
  '[SY45] of a lost laptop what was accepted stays, and the rest changes nothing, whether first %s arrives',
  async (first) => {
    const { founding, founder, ada, ben, place, all } = await threeLaptops()
    ada.write(siteNamed('mill'))
    for (const each of [ada, founder, ben]) await sync(each, place)
    const { actor } = ada.disk
    const last = (await ada.vector()).get(actor)
    ada.write({ table: 'sites', key: 'mill', set: { name: 'stolen' } })
    ada.write(siteNamed('of the thief'))
    await sync(ada, place)
    const backdated: Operation = {
      ...siteNamed('backdated'),
      actor: actorName(ada.signer.publicKey, 9),
      n: 1,
      t: '019000000000-0000',
      schemaV: 6,
    }
    const underOtherName = await forge(ada, founding, [backdated])
    place.add(underOtherName.id, underOtherName.text)
    if (first !== 'the revocation') await sync(ben, place)
    expect(siteOn(ben, 'mill')?.name).toBe(first === 'the revocation' ? 'mill' : 'stolen')

    await changeAccess(founder, ada, [])
    expect(founder.disk.log.at(-1)?.set).toMatchObject({ roles: [], after: { [actor]: last?.n } })
    await sync(founder, place)
    const { found } = await sync(ben, place)
    const withheld = found.flatMap((each) => (each.kind === 'withheld' ? [each.withheld] : []))
    expect(withheld.map(({ reason, operations }) => [reason, operations.length]).sort()).toEqual([
      ['no-access', 1],
      ['no-access', 2],
    ])
    for (const each of all) {
      await sync(each, place)
      expect(siteOn(each, 'mill')).toMatchObject({ name: 'mill' })
      expect([siteOn(each, 'of the thief'), siteOn(each, 'backdated')]).toEqual([undefined, undefined])
      expect(recordsText(each)).toBe(recordsText(founder))
      expect(await each.text({ ...underOtherName.id })).toBe(underOtherName.text)
    }
    ada.write(siteNamed('after'))
    expect(await sync(ada, place)).toMatchObject({ access: 'revoked', sealed: 0, unsealed: 1, isAgreed: false })
  },
)

test('[SY46] what was withheld counts once its key may do so, and what counted no more is as if it had never been', async () => {
  const { founder, ada, ben, place, all } = await threeLaptops()
  ben.write(siteNamed('ridge'))
  await sync(ben, place)
  for (const each of all) await sync(each, place)
  expect(siteOn(ada, 'ridge')).toBeUndefined()
  await admit(founder, ben, ['member', 'operator'])
  for (const each of [founder, ada, ben]) await sync(each, place)
  for (const each of all) {
    expect(siteOn(each, 'ridge')).toMatchObject({ name: 'ridge' })
    expect(recordsText(each)).toBe(recordsText(founder))
  }
  await admit(founder, ben, ['member'])
  for (const each of [founder, ada, ben]) await sync(each, place)
  for (const each of all) {
    expect(siteOn(each, 'ridge')).toBeUndefined()
    expect(recordsText(each)).toBe(recordsText(founder))
  }
})

test('[SY42] a second admin revokes the lost laptop of the founder and admits its next one', async () => {
  const { laptop, founder, ada, ben, place } = await threeLaptops()
  await admit(founder, ada, ['admin', 'operator'])
  for (const each of [founder, ada, ben]) await sync(each, place)
  await changeAccess(ada, founder, [])
  const next = laptop('founder, again')
  await admit(ada, next, ['admin'])
  await sync(ada, place)
  await admit(founder, laptop('eve'), ['admin'])
  await sync(founder, place)
  for (const each of [ada, ben, next]) {
    await sync(each, place)
    expect((await each.access()).admins()).toEqual([ada.signer.publicKey, next.signer.publicKey].sort())
  }
  expect(recordsText(next)).toBe(recordsText(ben))
})

test('[SY47] what everybody else would refuse is refused before it is written', async () => {
  const { ben } = await threeLaptops()
  const roles = rolesHere(await ben.access(), ben.signer.publicKey, ben.disk.actor, await ben.vector())
  expect(() => checkMayWrite(roles, ['operator', 'treasurer'])).toThrow('This needs the access of operator or treasurer')
  checkMayWrite(roles, ['member', 'admin'])
  checkMayWrite(null, ['admin'])
  expect(() => checkMayWrite([], ['admin'])).toThrow('this laptop has none')
})

test('[SY7] [SY48] nobody writes as another, rewrites what another said, or goes on from it, whoever arrives first', async () => {
  const { founding, ada, ben, place, all } = await threeLaptops()
  ada.write(siteNamed('mill'))
  // The founder meets what is forged before it has read anything of ada's.
  for (const each of [ada, ben]) await sync(each, place)
  const [held] = await ben.after(ada.disk.actor, 0)
  const [first] = ada.disk.log.filter(({ actor }) => actor === ada.disk.actor)
  if (!held || !first) throw new Error('Nothing was sent')
  const asAda = (n: number): Operation => ({ ...first, n, set: { name: 'forged' } })
  const goesOn = await sealBatch(
    {
      cooperative: cooperativeId(founding),
      actor: ada.disk.actor,
      before: { ...held, lastOperation: 1 },
      operations: [asAda(2)],
    },
    ben.signer,
  )
  const rewrites = await sealBatch(
    { cooperative: cooperativeId(founding), actor: ada.disk.actor, before: null, operations: [asAda(1)] },
    ben.signer,
  )
  for (const { id, text } of [goesOn, rewrites]) place.add(id, text)
  for (const each of all) {
    await sync(each, place)
    expect(siteOn(each, 'mill')).toMatchObject({ name: 'mill' })
    expect([...each.disk.aside.values()].map(({ fault }) => fault)).toEqual(['other-key', 'other-key'])
  }
})
