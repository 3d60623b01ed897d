import { expect, test } from 'vitest'
import { Problem } from '../model/problem'
import { plans, textOf } from '../records/testing/logs'
import { exampleCooperative, recordsText, siteNamed, sync, syncOften } from './testing/exampleCooperative'
import { MemoryPlace } from './testing/MemoryPlace'

const writeAll = async () => 'write-all' as const
const writeOwn = async () => 'write-own' as const

test('[SY12] two laptops that share a place hold the same, and a third carries it on', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben, cleo] = [laptop('ada'), laptop('ben'), laptop('cleo')]
  const [here, there] = [new MemoryPlace(), new MemoryPlace()]
  ada.write(siteNamed('mill'))
  expect(await sync(ada, here)).toMatchObject({ sealed: 1, written: 1, isAgreed: true, answer: null })
  ben.write(siteNamed('ridge'))
  expect(await sync(ben, here)).toMatchObject({ sealed: 1, written: 1, applied: 1, isAgreed: true })
  await sync(ben, there, { ask: writeAll })
  expect(await sync(cleo, there)).toMatchObject({ applied: 2, written: 0, isAgreed: true })
  await sync(ada, here)
  expect(recordsText(cleo)).toBe(recordsText(ada))
  expect(await sync(ada, here)).toMatchObject({ sealed: 0, written: 0, applied: 0, found: [] })
})

test('[SY4] sync-01: what a clock of 2099 stamped is stamped again before it is sealed, and what was sent so is told', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  const right = Date.UTC(2026, 10, 29)
  ada.wallMs = Date.UTC(2099, 0, 1)
  ada.write(siteNamed('mill'))
  ada.wallMs = right
  expect((await sync(ada, place)).found).toEqual([{ kind: 'clock-corrected', operations: 1 }])
  expect(ada.write(siteNamed('ridge')).t <= '01a2249e8be0-ffff').toBe(true)
  expect((await sync(ben, place)).found).toEqual([])
  ben.wallMs = Date.UTC(2099, 0, 1)
  ben.write(siteNamed('tower'))
  await sync(ben, place)
  const { found } = await sync(ada, place)
  expect(found).toMatchObject([{ kind: 'clock-ahead', aheadMs: Date.UTC(2099, 0, 1) - right }])
  expect(ada.write({ table: 'sites', key: 'mast', set: { name: 'mast' } }).t <= '01a2249e8be0-ffff').toBe(true)
  const later = ada.write({ table: 'sites', key: 'tower', set: { name: 'renamed' } })
  expect(ada.states.get('sites')?.get('tower')?.fields.name).toBe('renamed')
  await sync(ada, place)
  await sync(ben, place)
  expect(ben.states.get('sites')?.get('tower')?.fields.name).toBe(later.set?.name)
})

test('[SY8] [SY9] sync-09: an empty place is asked about once and filled, another cooperative is refused by its id', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ada, place, 12)
  await syncOften(ben, place, 30, 'other')
  await sync(ada, place)
  const before = recordsText(ada)
  place.files.clear()
  place.founding = null
  await expect(sync(ada, place)).rejects.toMatchObject({
    code: 'sync.place-empty',
    message: expect.stringContaining('42 batches'),
  })
  expect([place.files.size, place.founding]).toEqual([0, null])
  const asked: unknown[] = []
  const ask = async (held: unknown) => {
    asked.push(held)
    return 'write-own' as const
  }
  expect(await sync(ada, place, { ask })).toMatchObject({ written: 12, answer: 'write-own' })
  expect(await sync(ada, place, { ask, carriesOthers: false })).toMatchObject({ written: 0, answer: null })
  expect(await sync(ada, place, { ask })).toMatchObject({ written: 30 })
  expect(asked).toEqual([{ own: 12, others: 30 }])
  expect(recordsText(ada)).toBe(before)

  const elsewhere = new MemoryPlace()
  const valley = await exampleCooperative('Valley')
  await syncOften(valley.laptop('vera'), elsewhere, 1)
  const refused = { code: 'sync.other-cooperative', cause: expect.stringMatching(/^[0-9a-f]{64} is not [0-9a-f]{64}$/) }
  await expect(sync(ada, elsewhere, { ask: writeOwn })).rejects.toMatchObject(refused)
  elsewhere.founding = null
  await expect(sync(ada, elsewhere, { ask: writeOwn })).rejects.toMatchObject(refused)
  expect([elsewhere.files.size, recordsText(ada)]).toEqual([1, before])
  // One of another cooperative among ours says nothing of the place.
  place.founding = null
  place.files = new Map([...elsewhere.files, ...place.files])
  expect(await sync(ada, place)).toMatchObject({ written: 0 })
})

test('[SY12] sync-10: a place that was set back gets what it lost, and what came after is read', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ben, place, 5, 'early')
  const old = place.copy()
  await syncOften(ada, place, 5)
  await syncOften(ben, place, 5, 'lost')
  await sync(ada, place)
  place.setBack(old)
  const cleo = laptop('cleo')
  await syncOften(cleo, place, 5, 'after')
  expect(await sync(ada, place)).toMatchObject({ applied: 5, written: 10 })
  await sync(ben, place)
  await sync(cleo, place)
  expect(recordsText(ben)).toBe(recordsText(ada))
  expect(recordsText(cleo)).toBe(recordsText(ada))
  expect(place.files.size).toBe(20)
})

test('[SY13] a gap waits and is closed from another place; litter stays as it is', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const [torn, whole] = [new MemoryPlace(), new MemoryPlace()]
  await syncOften(ada, torn, 3)
  await sync(ada, whole, { ask: writeAll })
  const [name] = [...torn.files.keys()][1] ? [[...torn.files.keys()][1] ?? ''] : ['']
  torn.files.set(name, '')
  torn.files.set('photo.jpg', 'JFIF')
  const outcome = await sync(ben, torn)
  expect(outcome).toMatchObject({ applied: 1, isAgreed: false })
  expect(outcome.found).toMatchObject([
    { kind: 'litter', litter: { name, kind: 'incomplete' } },
    { kind: 'litter', litter: { name: 'photo.jpg', kind: 'foreign' } },
    { kind: 'set-aside', fault: 'gap', id: { n: 3 } },
  ])
  expect(ben.states.get('sites')?.has('site 3')).toBe(false)
  expect(await sync(ben, whole)).toMatchObject({ applied: 2, isAgreed: true })
  expect([ben.disk.aside.size, torn.files.get(name), torn.files.get('photo.jpg')]).toEqual([0, '', 'JFIF'])
})

test('[SY6] an operation that is too large keeps back itself and what follows, and is told each time; all else goes on', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  ben.write(siteNamed('ridge'))
  await sync(ben, place)
  ada.write(siteNamed('mill'))
  ada.write({ table: 'sites', key: 'mill', set: { name: 'x' } }, { reason: 'x'.repeat(300_000) })
  ada.write(siteNamed('tower'))
  for (const sealed of [1, 0]) {
    const outcome = await sync(ada, place)
    expect(outcome).toMatchObject({ sealed, unsealed: 2, isAgreed: false })
    expect(outcome.tooLarge).toMatchObject({ field: 'sites mill', message: expect.stringContaining('1 later change waits') })
  }
  expect(ada.states.get('sites')?.has('ridge')).toBe(true)
})

test('[SY12] a place that takes nothing more is still read', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ben, place, 2)
  ada.write(siteNamed('mill'))
  place.writeProblem = new Problem('sync.place-full', 'The stick is full: make room on it.')
  expect(await sync(ada, place)).toMatchObject({ applied: 2, written: 0, notWritten: place.writeProblem, isAgreed: false })
  place.writeProblem = null
  expect(await sync(ada, place)).toMatchObject({ written: 1, notWritten: null, isAgreed: true })
})

test('[SY14] fields and tables of a later version are carried on, and are there once this version knows them', async () => {
  const { laptop } = await exampleCooperative()
  const known = new Map([...plans].filter(([table]) => table !== 'facts'))
  const [newer, older, third] = [laptop('newer'), laptop('older', known), laptop('third')]
  const [here, there] = [new MemoryPlace(), new MemoryPlace()]
  newer.write({ table: 'facts', key: 'f', set: { amount: 3 } }, { reason: { deep: [1] } })
  newer.write({ ...siteNamed('mill'), set: { ...siteNamed('mill').set, newer: { deep: [2] } } })
  await sync(newer, here)
  await sync(older, here)
  expect([older.states.has('facts'), older.states.get('sites')?.get('mill')?.fields.newer]).toEqual([false, { deep: [2] }])
  await sync(older, there, { ask: writeAll })
  await sync(third, there)
  expect(third.disk.log[0]).toMatchObject({ table: 'facts', reason: { deep: [1] } })
  await older.upgrade(plans)
  for (const one of [older, third]) expect(recordsText(one)).toBe(recordsText(newer))
})

test('[SY15] a round can be stopped at any point, and the next does the rest', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ben, place, 5)
  ada.write(siteNamed('mill'))
  const stopping = new AbortController()
  const onProgress = ({ phase }: { phase: string }) => phase === 'read' && stopping.abort()
  await expect(sync(ada, place, { signal: stopping.signal, onProgress })).rejects.toMatchObject({ code: 'sync.cancelled' })
  await sync(ada, place)
  await sync(ben, place)
  expect(recordsText(ada)).toBe(recordsText(ben))
  expect(textOf(new Map())).not.toBe(recordsText(ada))
})

test('[SY8] a laptop of no cooperative syncs nothing', async () => {
  const { laptop } = await exampleCooperative()
  const ada = laptop('ada')
  ada.founding = async () => null
  await expect(sync(ada, new MemoryPlace())).rejects.toMatchObject({ code: 'sync.no-cooperative' })
})
