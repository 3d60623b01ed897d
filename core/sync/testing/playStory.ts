/** A story of the model from its beginning to where everybody has met, and what must hold then. */
import { expect } from 'vitest'
import type { ModelLaptop, ModelWorld } from './ModelLaptop'
import { marksIn, readableMarks, type Story, SyncModel } from './syncModel'

/** How many stories had something of each kind. */
export interface Seen {
  forks: number
  moved: number
  refused: number
}

export const NOTHING_SEEN: Seen = { forks: 0, moved: 0, refused: 0 }

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
  }
  if (forked.size === 0) {
    const text = await laptops[0]?.recordsText()
    for (const laptop of laptops) expect(await laptop.recordsText()).toBe(text)
  }
  const moved = await Promise.all(laptops.map((laptop) => laptop.hasMoved()))
  const aside = await Promise.all(laptops.map(async (laptop) => (await laptop.batches()).aside.length > 0))
  return {
    forks: seen.forks + Number(forked.size > 0),
    moved: seen.moved + Number(moved.includes(true)),
    refused: seen.refused + Number(aside.includes(true)),
  }
}
