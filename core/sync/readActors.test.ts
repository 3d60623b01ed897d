import { expect, test } from 'vitest'
import { exampleCooperative, recordsText, siteNamed, sync, syncOften } from './testing/exampleCooperative'
import { MemoryPlace } from './testing/MemoryPlace'

/** More than are applied at once, so that some are read while others are applied. */
const BATCHES = 120

async function placeWithMany() {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ada, place, BATCHES)
  return { ada, ben, place }
}

/** Applies when told. */
function slowly<T extends { apply: (given: never) => Promise<unknown> }>(laptop: T, before: () => Promise<void>): T {
  const apply = laptop.apply.bind(laptop)
  laptop.apply = async (given) => {
    await before()
    return apply(given)
  }
  return laptop
}

test('[SY7] what follows is read while batches are applied, and applied after them', async () => {
  const { ada, ben, place } = await placeWithMany()
  let read = 0
  const readWhileApplied: number[] = []
  const reading = place.read.bind(place)
  place.read = async (id) => {
    read++
    return reading(id)
  }
  slowly(ben, async () => {
    const before = read
    await new Promise((resolve) => setTimeout(resolve, 30))
    readWhileApplied.push(read - before)
  })
  expect(await sync(ben, place)).toMatchObject({ applied: BATCHES, isAgreed: true })
  expect(recordsText(ben)).toBe(recordsText(ada))
  expect(Math.max(...readWhileApplied)).toBeGreaterThan(0)
})

test('[SY15] a round that is stopped ends once what it was applying is applied', async () => {
  const { ben, place } = await placeWithMany()
  const stopping = new AbortController()
  let [begun, done] = [0, 0]
  slowly(ben, async () => {
    begun++
    stopping.abort()
    await new Promise((resolve) => setTimeout(resolve, 30))
    done++
  })
  await expect(sync(ben, place, { signal: stopping.signal })).rejects.toMatchObject({ code: 'sync.cancelled' })
  expect([begun, done]).toEqual([1, 1])
})

test('[SY15] what cannot be applied ends the round, and the next does the rest', async () => {
  const { ada, ben, place } = await placeWithMany()
  let fails = true
  slowly(ben, async () => {
    if (fails) throw new Error('The disk is full')
  })
  await expect(sync(ben, place)).rejects.toThrow('The disk is full')
  fails = false
  expect(await sync(ben, place)).toMatchObject({ applied: BATCHES })
  expect(recordsText(ben)).toBe(recordsText(ada))
})

test('[SY7] a fork among what is being applied is set aside', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  await syncOften(ada, place, 60)
  const [copy, other] = [ada.copy(), new MemoryPlace()]
  ada.write(siteNamed('first'))
  await sync(ada, place)
  const after = ada.copy()
  ada.setBack(copy)
  ada.write(siteNamed('second'))
  await sync(ada, other, { ask: async () => 'write-all' })
  ada.setBack(after)
  for (const [name, text] of other.files)
    if (!place.files.has(name) || place.files.get(name) !== text) place.files.set(`x ${name}`, text)
  const { found, applied } = await sync(ben, place)
  expect(applied).toBe(61)
  expect(found).toMatchObject([{ kind: 'set-aside', fault: 'fork' }])
})
