import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { NOTHING_SEEN, playStory } from '#core/sync/testing/playStory'
import { story } from '#core/sync/testing/syncModel'
import { dexieWorld } from './testing/DexieModelLaptop'

/** `npm test` runs 12, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 12)

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})

afterAll(() => {
  vi.useRealTimers()
})

test('[SY17] the store in IndexedDB passes the model: in the end all hold the same and nothing is lost', {
  timeout: 60_000 + numRuns * 5_000,
}, async () => {
  let seen = NOTHING_SEEN
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      const world = await dexieWorld()
      seen = await playStory(given, world, seen)
      await world.close()
    }),
    { numRuns },
  )
  // The property says little where nothing happens.
  expect(seen.moved).toBeGreaterThan(0)
})
