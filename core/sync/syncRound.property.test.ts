import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryWorld } from './testing/MemoryModelLaptop'
import { NOTHING_SEEN, playStory } from './testing/playStory'
import { story } from './testing/syncModel'

/** `npm test` runs 200, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 200)

test('[SY15] [SY16] whatever happened on the way, in the end all hold the same and nothing is lost', {
  timeout: 60_000 + numRuns * 500,
}, async () => {
  let seen = NOTHING_SEEN
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      seen = await playStory(given, await memoryWorld(), seen)
    }),
    { numRuns },
  )
  // The property says little where nothing happens.
  expect(Math.min(seen.forks, seen.moved, seen.refused)).toBeGreaterThan(numRuns / 20)
})
