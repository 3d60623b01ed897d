import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommonmastDatabase } from '../records/database'
import { deed, doDeed, foundCooperative, meet } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { undoAct } from '../records/undoAct'
import { backupText, recordsIn, restoreText } from './testing/backupRig'

/** `npm test` runs 40, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 40)
const timeout = 60_000 + numRuns * 500

const FACTS = ['signatures', 'contributions', 'provisionings']
const deeds = (maxLength: number) => fc.array(deed, { maxLength })

test('[BR1] [BR2] whatever was done since, by whomever, a restore brings the records back, for everybody', {
  timeout,
}, async () => {
  await fc.assert(
    fc.asyncProperty(deeds(8), deeds(8), fc.boolean(), async (before, since, meets) => {
      const cooperative = await foundCooperative(2)
      const [db, other] = cooperative.laptops
      if (!db || !other) throw new Error('There are two laptops')
      for (const each of before) await doDeed(cooperative, each)
      const text = await backupText(db)
      const then = await withoutFacts(db)
      for (const each of since) await doDeed(cooperative, each)
      if (meets) await meet(cooperative, false)
      await restoreText(db, text)
      expect(await withoutFacts(db)).toEqual(then)
      await expectLogEqualsTables(db)
      await meet(cooperative, true)
      expect(await recordsIn(other)).toEqual(await recordsIn(db))
      await cooperative.close()
    }),
    { numRuns },
  )
})

test('[BR1] taking a restore back brings everything forth that was done since', { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(deeds(8), deeds(8), async (before, since) => {
      const cooperative = await foundCooperative(1)
      const [db] = cooperative.laptops
      if (!db) throw new Error('There is one laptop')
      for (const each of before) await doDeed(cooperative, each)
      const text = await backupText(db)
      for (const each of since) await doDeed(cooperative, each)
      const now = await recordsIn(db)
      const { actId } = await restoreText(db, text)
      if (actId) await undoAct(db, actId)
      expect(withoutTimes(await recordsIn(db))).toEqual(withoutTimes(now))
      await expectLogEqualsTables(db)
      await cooperative.close()
    }),
    { numRuns },
  )
})

async function withoutFacts(db: CommonmastDatabase): Promise<unknown> {
  const records = await recordsIn(db)
  return withoutTimes(Object.fromEntries(Object.entries(records).filter(([table]) => !FACTS.includes(table))))
}

/** A restore is a change too, which says when it was. */
function withoutTimes(records: unknown): unknown {
  return JSON.parse(JSON.stringify(records, (name, value) => (name === 'updatedAt' ? undefined : value)))
}
