import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { NOTHING_SEEN, playStory } from '#core/sync/testing/playStory'
import { type Story, story } from '#core/sync/testing/syncStory'
import { dexieWorld } from './testing/DexieModelLaptop'

/** `npm test` runs 12, `npm run test:long` 1,000: a story takes a second here, and ten thousand run on laptops in memory. */
const numRuns = Math.min(Number(process.env.PROPERTY_RUNS ?? 12), 1_000)

/** Begins with two of one name, whatever else is drawn. */
const forked: Story = {
  beginsForked: true,
  skewsMs: [0, 0, 0, 0],
  older: [false, false, false, false],
  isSealed: false,
  roles: [],
  happenings: [],
}

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
      const world = await dexieWorld(given.isSealed)
      seen = await playStory(given, world, seen)
      await world.close()
    }),
    { numRuns, examples: [[forked], [{ ...forked, isSealed: true }]] },
  )
  expect(seen.moved).toBeGreaterThan(0)
  expect(seen.sealed).toBeGreaterThan(0)
})
