import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOperations } from '../../records/applyOperations'
import type { Operation } from '../../records/operation'
import { textOf } from '../../records/testing/logs'
import { recordsText } from '../testing/exampleCooperative'
import type { MemoryLaptop } from '../testing/MemoryLaptop'
import { accessPlans } from '../testing/memberships'
import { marksIn, readableMarks, SyncModel, story } from '../testing/syncModel'
import { accessState } from './AccessState'
import { judgeBy } from './judgeBatch'
import { grantsIn } from './saidGrant'

/** `npm test` runs 80, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 80)

const heldBy = ({ disk }: MemoryLaptop) => [...disk.batches.values()].flat().map(({ named }) => named)
const unsealedOf = (laptop: MemoryLaptop) => laptop.unsealed(Number.POSITIVE_INFINITY)
const nameOf = ({ actor, n }: Operation) => `${actor} ${n}`
const hashesOf = (laptop: MemoryLaptop) =>
  heldBy(laptop)
    .map(({ id }) => id.hash)
    .sort()

test('[SY41] [SY46] whatever admins say and thieves forge, all that hold the same batches hold the same records', {
  timeout: 60_000 + numRuns * 500,
}, async () => {
  const seen = { withheld: 0, revoked: 0, secondAdmins: 0, agreed: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      const model = await SyncModel.begin(given, true)
      for (const each of given.happenings) await model.happen(each)
      const made = model.marksAnywhere()
      await model.everybodySyncs(3)
      // Who may write nothing sends nothing.
      for (const laptop of model.laptops) for (const mark of marksIn(await unsealedOf(laptop))) made.delete(mark)
      for (const laptop of model.laptops) {
        const held = heldBy(laptop)
        // Access and log as they became step by step are what they are at once.
        const access = accessState(model.founding, held.flatMap(grantsIn))
        const judged = held.map(judgeBy(access, accessPlans))
        const unsealed = await unsealedOf(laptop)
        const counts = [...judged.flatMap((each) => each.counts), ...unsealed].map(nameOf).sort()
        expect(laptop.disk.log.map(nameOf).sort()).toEqual(counts)
        expect(recordsText(laptop), 'records follow from the log').toBe(
          textOf(applyOperations(accessPlans, new Map(), laptop.disk.log).changed),
        )
        expect([...made].filter((mark) => !readableMarks(laptop).has(mark))).toEqual([])
        expect(JSON.stringify(laptop.disk.log)).not.toMatch(/edited|invented/)
        seen.withheld += Number(judged.some(({ withheld }) => withheld?.reason === 'no-right'))
        seen.revoked += Number(judged.some(({ withheld }) => withheld?.reason === 'no-access'))
        seen.secondAdmins += Number(access.admins().length > 1)
      }
      const whole = await wholeOf(model.laptops)
      for (const each of whole) expect(recordsText(each)).toBe(recordsText(whole[0] as MemoryLaptop))
      // Where no name has two branches, everybody ends with the same batches.
      if (model.marksOfForks().size === 0)
        for (const each of model.laptops) expect(hashesOf(each)).toEqual(hashesOf(model.laptops[0] as MemoryLaptop))
      seen.agreed += Number(whole.length > 1)
    }),
    { numRuns },
  )
  // The property says little where nothing happens.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(numRuns / 20)
})

/** Laptops that hold what the first holds, and have nothing that nobody else sees. */
async function wholeOf(laptops: readonly MemoryLaptop[]): Promise<MemoryLaptop[]> {
  const sent: MemoryLaptop[] = []
  for (const each of laptops) if ((await each.countUnsealed()) === 0) sent.push(each)
  return sent.filter((each) => hashesOf(each).join() === hashesOf(sent[0] as MemoryLaptop).join())
}
