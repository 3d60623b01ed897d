import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, textOf } from '../records/testing/logs'
import { recordsText } from './testing/exampleCooperative'
import type { MemoryLaptop } from './testing/MemoryLaptop'
import { marksIn, readableMarks, SyncModel } from './testing/syncModel'
import { story } from './testing/syncStory'

/** `npm test` runs 200, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 200)

test('[SY15] [SY16] whatever happened on the way, in the end all hold the same and nothing is lost', {
  timeout: 60_000 + numRuns * 500,
}, async () => {
  const seen = { forks: 0, moved: 0, refused: 0, files: 0, sealed: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      const model = await SyncModel.begin(given)
      for (const each of given.happenings) await model.happen(each)
      const made = model.marksAnywhere()
      await model.everybodySyncs(2)
      if (model.marksOfForks().size > 0) await model.everybodySyncs(2)
      const forked = model.marksOfForks()
      const { laptops } = model
      const unforked = (laptop: MemoryLaptop) => [...marksIn(laptop.disk.log)].filter((mark) => !forked.has(mark)).sort()
      const agreed = unforked(laptops[0] as MemoryLaptop)
      for (const laptop of laptops) {
        expect(
          [...made].filter((mark) => !readableMarks(laptop).has(mark)),
          'lost',
        ).toEqual([])
        expect(
          [...made].filter((mark) => !forked.has(mark) && !agreed.includes(mark)),
          'not applied',
        ).toEqual([])
        expect(unforked(laptop)).toEqual(agreed)
        expect(recordsText(laptop), 'records follow from the log').toBe(textOf(fold(laptop.disk.log)))
        expect(JSON.stringify(laptop.disk.log)).not.toMatch(/edited|invented/)
      }
      // Both owners of two branches are still there, and each says again what it said: nobody has only one of the two.
      const isWhole = !given.happenings.some(({ kind }) => kind === 'set-back-laptop')
      for (const { disk } of isWhole ? laptops : []) {
        const inUse = [...disk.batches.values()].flat().flatMap(({ keys }) => keys)
        expect(inUse.filter((id) => !disk.dataKeys.has(id))).toEqual([])
      }
      if (isWhole)
        for (const laptop of laptops) expect([...made].filter((mark) => !marksIn(laptop.disk.log).has(mark))).toEqual([])
      if (forked.size === 0) for (const laptop of laptops) expect(recordsText(laptop)).toBe(recordsText(laptops[0] ?? laptop))
      seen.forks += Number(forked.size > 0)
      seen.moved += Number(laptops.some(({ disk }) => disk.earlierActors.length > 0))
      seen.refused += Number(laptops.some(({ disk }) => disk.aside.size > 0))
      seen.sealed += Number(laptops.every(({ disk }) => disk.dataKeys.size > 1))
      seen.files += Number(laptops.every(({ disk }) => disk.chunks.size > 0))
    }),
    { numRuns },
  )
  // The property says little where nothing happens.
  expect(Math.min(seen.forks, seen.moved, seen.refused, seen.files, seen.sealed)).toBeGreaterThan(numRuns / 20)
})
