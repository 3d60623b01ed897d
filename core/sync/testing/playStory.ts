/** A story of the model from its beginning to where everybody has met, and what must hold then. */
import { expect } from 'vitest'
import type { ModelLaptop, ModelWorld } from './ModelLaptop'
import { marksIn, readableMarks, SyncModel } from './syncModel'
import type { Story } from './syncStory'

/** How many stories had something of each kind. */
export interface Seen {
  forks: number
  moved: number
  refused: number
  /** With values that travelled as files. */
  files: number
  /** With keys. */
  sealed: number
}

export const NOTHING_SEEN: Seen = { forks: 0, moved: 0, refused: 0, files: 0, sealed: 0 }

/** @returns what was seen, this story counted */
export async function playStory(given: Story, world: ModelWorld, seen: Seen): Promise<Seen> {
  const model = await SyncModel.begin(given, world)
  for (const each of given.happenings) await model.happen(each)
  const made = await model.marksAnywhere()
  await model.everybodySyncs(2)
  if ((await model.marksOfForks()).size > 0) await model.everybodySyncs(2)
  const forked = await model.marksOfForks()
  const { laptops } = model
  const inLog = async (laptop: ModelLaptop) => marksIn(await laptop.log())
  const unforked = async (laptop: ModelLaptop) => [...(await inLog(laptop))].filter((mark) => !forked.has(mark)).sort()
  const agreed = await unforked(laptops[0] as ModelLaptop)
  const unapplied = [...made].filter((mark) => !forked.has(mark) && !agreed.includes(mark))
  expect(unapplied, 'not applied').toEqual([])
  for (const laptop of laptops) {
    const readable = await readableMarks(laptop)
    const lost = [...made].filter((mark) => !readable.has(mark))
    expect(lost, 'lost').toEqual([])
    expect(await unforked(laptop)).toEqual(agreed)
    await laptop.checkRecords()
    expect(JSON.stringify(await laptop.log())).not.toMatch(/edited|invented/)
  }
  // Both owners of two branches are still there, and each says again what it said: nobody has only one of the two.
  const isWhole = !given.happenings.some(({ kind }) => kind === 'set-back-laptop')
  for (const laptop of isWhole ? laptops : []) {
    const own = await inLog(laptop)
    expect([...made].filter((mark) => !own.has(mark))).toEqual([])
    const keys = new Set((await laptop.dataKeys?.keys())?.map(({ id }) => id))
    expect([...(await laptop.keysInUse())].filter((id) => !keys.has(id))).toEqual([])
  }
  if (forked.size === 0) {
    const text = await laptops[0]?.recordsText()
    for (const laptop of laptops) expect(await laptop.recordsText()).toBe(text)
  }
  const moved = await Promise.all(laptops.map((laptop) => laptop.hasMoved()))
  const aside = await Promise.all(laptops.map(async (laptop) => (await laptop.batches()).aside.length > 0))
  const chunks = await Promise.all(laptops.map(async (laptop) => (await laptop.chunks()).size))
  const keys = await Promise.all(laptops.map(async (laptop) => (await laptop.keysInUse()).size))
  return {
    forks: seen.forks + Number(forked.size > 0),
    moved: seen.moved + Number(moved.includes(true)),
    refused: seen.refused + Number(aside.includes(true)),
    files: seen.files + Number(!chunks.includes(0)),
    sealed: seen.sealed + Number(!keys.includes(0)),
  }
}
