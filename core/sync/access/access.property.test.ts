import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from '../../records/operation'
import { governedWorld } from '../testing/MemoryModelLaptop'
import type { ModelLaptop } from '../testing/ModelLaptop'
import { accessPlans } from '../testing/memberships'
import { marksIn, readableMarks, SyncModel } from '../testing/syncModel'
import { story } from '../testing/syncStory'
import { accessState } from './AccessState'
import { judgeBy } from './judgeBatch'
import { grantsIn } from './saidGrant'

/** `npm test` runs 80, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 80)

const heldBy = async (laptop: ModelLaptop) => (await laptop.batches()).held
const unsealedOf = (laptop: ModelLaptop) => laptop.unsealed(Number.POSITIVE_INFINITY)
const nameOf = ({ actor, n }: Operation) => `${actor} ${n}`
const hashesOf = async (laptop: ModelLaptop) =>
  (await heldBy(laptop))
    .map(({ id }) => id.hash)
    .sort()
    .join()

test('[SY41] [SY46] whatever admins say and thieves forge, all that hold the same batches hold the same records', {
  timeout: 60_000 + numRuns * 500,
}, async () => {
  const seen = { withheld: 0, revoked: 0, secondAdmins: 0, agreed: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      const world = await governedWorld()
      const model = await SyncModel.begin(given, world)
      for (const each of given.happenings) await model.happen(each)
      const made = await model.marksAnywhere()
      await model.everybodySyncs(3)
      // Who may write nothing sends nothing.
      for (const laptop of model.laptops) for (const mark of marksIn(await unsealedOf(laptop))) made.delete(mark)
      for (const laptop of model.laptops) {
        const held = await heldBy(laptop)
        // Access and log as they became step by step are what they are at once.
        const access = accessState(world.governance.founding, held.flatMap(grantsIn))
        const judged = held.map(judgeBy(access, accessPlans))
        const unsealed = await unsealedOf(laptop)
        const counts = [...judged.flatMap((each) => each.counts), ...unsealed].map(nameOf).sort()
        const log = await laptop.log()
        expect(log.map(nameOf).sort()).toEqual(counts)
        await laptop.checkRecords()
        const readable = await readableMarks(laptop)
        expect([...made].filter((mark) => !readable.has(mark))).toEqual([])
        expect(JSON.stringify(log)).not.toMatch(/edited|invented/)
        seen.withheld += Number(judged.some(({ withheld }) => withheld?.reason === 'no-right'))
        seen.revoked += Number(judged.some(({ withheld }) => withheld?.reason === 'no-access'))
        seen.secondAdmins += Number(access.admins().length > 1)
      }
      const whole = await wholeOf(model.laptops)
      const text = await whole[0]?.recordsText()
      for (const each of whole) expect(await each.recordsText()).toBe(text)
      // Where no name has two branches, everybody ends with the same batches.
      const hashes = await Promise.all(model.laptops.map(hashesOf))
      if (model.firstForks().size === 0) expect(new Set(hashes).size).toBe(1)
      seen.agreed += Number(whole.length > 1)
    }),
    { numRuns },
  )
  // The property says little where nothing happens.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(numRuns / 20)
})

/** Laptops that hold what the first holds, and have nothing that nobody else sees. */
async function wholeOf(laptops: readonly ModelLaptop[]): Promise<ModelLaptop[]> {
  const sent: ModelLaptop[] = []
  for (const each of laptops) if ((await each.countUnsealed()) === 0) sent.push(each)
  const [first] = sent
  const hashes = first && (await hashesOf(first))
  const same: ModelLaptop[] = []
  for (const each of sent) if ((await hashesOf(each)) === hashes) same.push(each)
  return same
}
