import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Agreement } from '#core/model/records'
import { exampleSplit } from '#core/rewards/exampleSplit'
import { saveDistribution } from '../money/distributions'
import { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { receiveOperations } from '../records/receiveOperations'
import { openEmpty, operationsInLog, recordIn, seedRecords } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { readConflicts, settleConflict } from './conflicts'

const at = '2026-01-01T00:00:00.000Z'
const agreement: Agreement = {
  ...{ id: 'harbour', name: 'Harbour', scope: { kind: 'default' }, createdAt: at, updatedAt: at },
  shares: [{ memberId: 'ada', percent: '100' }],
}
const withAda = (percent: string) => [
  { memberId: 'ada', percent },
  { memberId: 'bo', percent: String(100 - Number(percent)) },
]

const elsewhere = new CommonmastDatabase('elsewhere')

async function change(on: CommonmastDatabase, fields: Partial<Agreement>): Promise<void> {
  const act = { kind: 'test', title: 'Agreement changed' }
  await transact(on, act, ['agreements'], (records) => records.patch('agreements', 'harbour', fields))
}

async function exchange(): Promise<void> {
  await receiveOperations(db, await operationsInLog(elsewhere))
  await receiveOperations(elsewhere, await operationsInLog(db))
}

async function changedOnBoth(): Promise<void> {
  await change(elsewhere, { shares: withAda('60') })
  await change(db, { shares: withAda('70') })
  await exchange()
}

beforeEach(async () => {
  await openEmpty(db)
  await openEmpty(elsewhere)
  await seedRecords(db, 'agreements', [agreement])
  await exchange()
})

test('[RC11] both versions are told with who and when, and a choice ends it on every laptop', async () => {
  await changedOnBoth()
  const [conflict] = await readConflicts(db)
  expect(conflict).toMatchObject({ table: 'agreements', key: 'harbour', name: 'Harbour' })
  expect(conflict?.versions.map(({ value }) => value.shares)).toEqual(expect.arrayContaining([withAda('60'), withAda('70')]))
  expect(await readConflicts(elsewhere)).toEqual([conflict])
  const sixty = conflict?.versions.find(({ value }) => (value.shares as Agreement['shares'])[0]?.percent === '60')
  if (!conflict || !sixty) throw new Error('no version of 60')
  await settleConflict(conflict, sixty.stamp)
  await exchange()
  for (const laptop of [db, elsewhere]) {
    expect(await readConflicts(laptop)).toEqual([])
    expect(await recordIn(laptop, 'agreements', 'harbour')).toMatchObject({ shares: withAda('60') })
  }
})

test('[RC11] another write is refused while two versions stand, and so is a split', async () => {
  await changedOnBoth()
  await expect(change(db, { shares: withAda('50') })).rejects.toMatchObject({ code: 'data.two-versions' })
  await expect(saveDistribution(exampleSplit())).rejects.toMatchObject({ code: 'data.two-versions' })
  expect(await db.distributions.count()).toBe(0)
  expect(await readConflicts(db)).toHaveLength(1)
})

test('[RC11] what was chosen from versions that changed meanwhile is refused', async () => {
  await changedOnBoth()
  const [conflict] = await readConflicts(db)
  const chosen = conflict?.versions[1]?.stamp
  if (!conflict || !chosen) throw new Error('no conflict')
  await settleConflict(conflict, chosen)
  await expect(settleConflict(conflict, chosen)).rejects.toMatchObject({ code: 'data.versions-changed' })
})

test('[RC11] the same change in two places is no conflict, and may be changed again', async () => {
  await change(elsewhere, { shares: withAda('70') })
  await change(db, { shares: withAda('70') })
  await exchange()
  expect(await readConflicts(db)).toEqual([])
  await change(db, { shares: withAda('50') })
  await exchange()
  expect(await recordIn(elsewhere, 'agreements', 'harbour')).toMatchObject({ shares: withAda('50') })
})
