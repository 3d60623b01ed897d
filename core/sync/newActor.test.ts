import { expect, test } from 'vitest'
import { Problem } from '../model/problem'
import { type Operation, stampOf } from '../records/operation'
import { isNameOf } from './actorName'
import { exampleCooperative, recordsText, siteNamed, sync, syncOften } from './testing/exampleCooperative'
import { MemoryPlace } from './testing/MemoryPlace'

const writeAll = async () => 'write-all' as const

test('[SY10] sync-02: of a cloned laptop the second to arrive makes way, and nothing of the first is replaced', async () => {
  const { laptop } = await exampleCooperative()
  const [first, other] = [laptop('aa'), laptop('bb')]
  const place = new MemoryPlace()
  await syncOften(first, place, 4)
  const clone = laptop('aa')
  clone.setBack(first.copy())
  const { actor } = first.disk
  first.write(siteNamed('of the first'))
  clone.write(siteNamed('of the clone'))
  place.writeProblem = new Problem('sync.place-full', 'The stick is full: make room on it.')
  expect(await sync(clone, place)).toMatchObject({ sealed: 1, written: 0 })
  place.writeProblem = null
  await sync(first, place)
  const { found } = await sync(clone, place)
  expect(found).toEqual([{ kind: 'new-actor', reason: 'exists-twice', actor }])
  expect((await clone.refused()).size).toBe(1)
  expect(clone.disk.actor).not.toBe(actor)
  await sync(first, place)
  await sync(other, place)
  for (const one of [first, clone, other]) {
    expect(one.states.get('sites')?.has('of the first')).toBe(true)
    expect(one.states.get('sites')?.has('of the clone')).toBe(true)
    expect(recordsText(one)).toBe(recordsText(first))
  }
})

test.each(['h1 first', 'h2 first'])(
  '[SY10] sync-02: two batches 5 that both were sent are a fork everywhere, %s',
  async (order) => {
    const { laptop } = await exampleCooperative()
    const [first, other] = [laptop('aa'), laptop('bb')]
    const [home, mast] = [new MemoryPlace(), new MemoryPlace()]
    await syncOften(first, home, 4)
    const clone = laptop('aa')
    clone.setBack(first.copy())
    const { actor } = first.disk
    first.write(siteNamed('of the first'))
    clone.write(siteNamed('of the clone'))
    await sync(first, home)
    await sync(clone, mast, { ask: writeAll })
    const places = order === 'h1 first' ? [home, mast] : [mast, home]
    const found = []
    for (const place of places) found.push(...(await sync(other, place)).found)
    expect(found).toMatchObject([{ kind: 'set-aside', fault: 'fork', id: { actor, n: 5 } }])
    const [aside] = other.disk.aside.values()
    const [heldFifth] = await other.after(actor, 4)
    expect([aside?.named.batch.n, heldFifth?.n]).toEqual([5, 5])
    const readable = [aside?.named.text, heldFifth && (await other.text(heldFifth))].join()
    expect(readable).toContain('of the first')
    expect(readable).toContain('of the clone')

    const arrived = await sync(clone, home)
    expect(arrived.found).toMatchObject([{ kind: 'new-actor', reason: 'exists-twice', actor }])
    for (const place of places) for (const one of [first, clone, other]) await sync(one, place)
    for (const one of [first, clone, other]) {
      expect(one.states.get('sites')?.has('of the first')).toBe(true)
      expect(one.states.get('sites')?.has('of the clone')).toBe(true)
    }
  },
)

test('[SY21] where both branches were sent both copies are told and say their own again, and everybody applies both', async () => {
  const { laptop } = await exampleCooperative()
  const [first, one, two] = [laptop('aa'), laptop('bb'), laptop('cc')]
  const [home, mast] = [new MemoryPlace(), new MemoryPlace()]
  await syncOften(first, home, 2)
  const clone = laptop('aa')
  clone.setBack(first.copy())
  const { actor } = first.disk
  first.write(siteNamed('of the first'))
  clone.write(siteNamed('of the clone'))
  await sync(first, home)
  await sync(clone, mast, { ask: writeAll })
  await sync(one, home)
  await sync(two, mast)
  // What counts here is what came first, and the others are told of the second.
  const isSecond = { kind: 'set-aside', fault: 'fork', id: { actor, n: 3 } }
  expect((await sync(one, mast)).found).toMatchObject([isSecond])
  expect((await sync(two, home)).found).toMatchObject([isSecond])
  const isTwice = { kind: 'new-actor', reason: 'exists-twice', actor }
  expect((await sync(first, mast)).found).toContainEqual(isTwice)
  expect((await sync(clone, home)).found).toContainEqual(isTwice)
  expect(new Set([first.disk.actor, clone.disk.actor, actor]).size).toBe(3)
  for (let time = 0; time < 2; time++)
    for (const place of [home, mast]) for (const each of [first, clone, one, two]) await sync(each, place)
  for (const each of [first, clone, one, two]) {
    const sites = each.states.get('sites')
    expect([sites?.has('of the first'), sites?.has('of the clone')]).toEqual([true, true])
  }
})

test('[SY11] sync-03: a laptop restored to batch 3 reads its batches 4 to 9 before it says anything', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ada, place, 3)
  const copy = ada.copy()
  await syncOften(ada, place, 5, 'later')
  ada.write({ table: 'facts', key: 'payout', set: { amount: 9 } })
  ada.write({ table: 'sites', key: 'site 1', set: { name: 'new value' } })
  await sync(ada, place)
  const { actor } = ada.disk
  ada.setBack(copy)
  ada.wallMs += 60_000
  ada.write(siteNamed('after the restore'))
  let heldAtFirstWrite = 0
  const publish = place.publish.bind(place)
  place.publish = async (id, text) => {
    heldAtFirstWrite ||= (await ada.after(actor, 0)).length
    return publish(id, text)
  }
  const outcome = await sync(ada, place)
  expect(outcome).toMatchObject({ applied: 6, written: 1, isOwnPastRead: true })
  expect(outcome.found).toEqual([{ kind: 'new-actor', reason: 'old-copy', actor }])
  expect(heldAtFirstWrite).toBe(9)
  expect(ada.states.get('facts')?.get('payout')?.fields.amount).toBe(9)
  expect(ada.states.get('sites')?.get('site 1')?.fields.name).toBe('new value')
  await sync(ben, place)
  expect(recordsText(ben)).toBe(recordsText(ada))
  expect(ben.states.get('sites')?.has('after the restore')).toBe(true)
})

test('[SY11] while one of its own batches cannot be read, its own past is not whole', async () => {
  const { laptop } = await exampleCooperative()
  const ada = laptop('ada')
  const place = new MemoryPlace()
  await syncOften(ada, place, 3)
  const copy = ada.copy()
  await syncOften(ada, place, 3, 'later')
  const [name, text] = [...place.files][3] ?? ['', '']
  place.files.set(name, text.slice(0, 80))
  ada.setBack(copy)
  expect(await sync(ada, place)).toMatchObject({ applied: 0, isOwnPastRead: false, isAgreed: false })
  place.files.set(name, text)
  expect(await sync(ada, place)).toMatchObject({ applied: 3, isOwnPastRead: true, isAgreed: true })
  expect(ada.disk.aside.size).toBe(0)
})

test('[SY10] what a laptop shows is the same under its new name: what was taken out stays out, one version stays one', async () => {
  const { laptop } = await exampleCooperative()
  const ada = laptop('ada')
  ada.write(siteNamed('mill'))
  const first = ada.disk.log[0] as Operation
  const terms = { value: { scope: 'some', shares: [2] }, over: [stampOf(first)] }
  const set = { groups: { remove: { a: [stampOf(first)] } }, terms }
  ada.wallMs += 1_000
  ada.write({ table: 'sites', key: 'mill', set })
  const shown = () => ada.states.get('sites')?.get('mill')?.fields
  const before = shown()
  expect(before).toMatchObject({ groups: [], scope: 'some' })
  await ada.becomeNewActor('exists-twice', { actor: ada.disk.actor, n: 0 })
  expect(shown()).toEqual(before)
  expect(ada.states.get('sites')?.get('mill')?.stamps?.terms).toMatchObject({
    live: [[expect.stringContaining(ada.disk.actor), {}]],
  })
})

test('[SY48] a database whose name is not of its key takes such a name before it seals anything', async () => {
  const { laptop } = await exampleCooperative()
  const ada = laptop('ada')
  ada.disk.actor = 'a'.repeat(16)
  ada.write(siteNamed('mill'))
  const { found, sealed } = await sync(ada, new MemoryPlace())
  expect([found, sealed]).toEqual([[{ kind: 'new-actor', reason: 'not-of-key', actor: 'a'.repeat(16) }], 1])
  expect(isNameOf(ada.signer.publicKey, ada.disk.actor)).toBe(true)
  expect(isNameOf(laptop('ben').signer.publicKey, ada.disk.actor)).toBe(false)
  expect(ada.disk.log).toMatchObject([{ actor: ada.disk.actor, n: 1, key: 'mill' }])
})
