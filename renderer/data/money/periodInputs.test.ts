import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { minimumPayoutSetting } from '#core/records/tables/cooperativeSettings'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { readPriceTable } from '#core/volatility/readPriceTable'
import { saveCooperativeSetting } from '../cooperative/settings'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { closePeriod } from './closings'
import { addEntry, dropMinimumOfPeriod, removeEntry, removeMeasures, removePrice, savePrice, takeMeasures } from './periodInputs'
import { addPriceTable, priceFromTable, removePriceTable } from './priceTables'
import { readSplitInputs } from './splitInputs'

beforeEach(() => openEmpty(db))

const period = { id: 'period-1', name: 'First week', token: { symbol: 'WXM', decimals: 6 } }
const price = { currency: 'EUR', price: '3.4731', source: 'exchange', at: '2026-01-31T00:00:00Z' }
const advance = {
  ...{ kind: 'advance' as const, memberId: 'ada', baseUnits: '50' },
  ...{ at: '2026-01-10T00:00:00Z', reference: 'cash' },
}
const table = { hotspots: [{ hotspotKey: 'h1', uptime: '99' }], contributions: [] }

describe('what a period is split with', () => {
  it('[PI1] is kept with the period, each as an act that can be taken back', async () => {
    await savePrice(period, price)
    await savePrice(period, { ...price, currency: 'CHF' })
    await takeMeasures(period, table)
    await addEntry(period, advance)
    const kept = await readSplitInputs(db, period)
    expect(kept).toMatchObject({ prices: [{ currency: 'CHF' }, price], measures: table, entries: [{ entry: advance }] })
    expect(await readSplitInputs(db, { ...period, id: 'other' })).toMatchObject({ prices: [], entries: [] })
    await removePrice(period, 'CHF')
    await removeMeasures(period)
    await removeEntry(period, kept.entries[0]?.id ?? '')
    expect(await readSplitInputs(db, period)).toMatchObject({ prices: [price], measures: { hotspots: [] }, entries: [] })
    const acts = (await db.acts.toArray()).filter(({ title }) => title === 'First week: Advance of 0.00005 WXM to ada')
    expect(acts).toHaveLength(1)
    await undoAct(db, acts[0]?.id ?? '')
  })

  it('[PI1] does not change any more once the period is closed', async () => {
    await savePrice(period, price)
    await addEntry(period, advance)
    const before = await readSplitInputs(db, period)
    await closePeriod(splitByTerms(exampleSplitInput()))
    const changes = [
      () => savePrice(period, { ...price, price: '4' }),
      () => removePrice(period, 'EUR'),
      () => takeMeasures(period, table),
      () => removeMeasures(period),
      () => dropMinimumOfPeriod(period),
      () => addEntry(period, advance),
      () => removeEntry(period, before.entries[0]?.id ?? ''),
    ]
    // Nor is what was entered before taken back.
    for (const { id } of await db.acts.filter(({ kind }) => kind === 'period-inputs').toArray()) {
      await expect(undoAct(db, id)).rejects.toMatchObject({ code: 'undo.nothing-left' })
    }
    for (const change of changes) await expect(change()).rejects.toMatchObject({ code: 'period.closed' })
    expect(await readSplitInputs(db, period)).toEqual(before)
  })

  it('[FI2] refuses a price of zero, of no currency, and an entry of nothing', async () => {
    await expect(savePrice(period, { ...price, price: '0.00' })).rejects.toMatchObject({ code: 'price.zero' })
    await expect(savePrice(period, { ...price, currency: 'XXX' })).rejects.toMatchObject({ code: 'currency.unknown' })
    await expect(addEntry(period, { ...advance, baseUnits: '0' })).rejects.toMatchObject({ code: 'entry.nothing' })
    expect([await db.periodInputs.count(), await db.bookEntries.count()]).toEqual([0, 0])
  })

  it('[AC4] has the smallest payout of its token', async () => {
    expect(await readSplitInputs(db, period)).toMatchObject({ minimumPayoutBaseUnits: 0n })
    await saveCooperativeSetting({ kind: 'setting', title: 'Smallest payout' }, minimumPayoutSetting('WXM'), '700')
    expect(await readSplitInputs(db, period)).toMatchObject({ minimumPayoutBaseUnits: 700n, isMinimumOfPeriod: false })
  })
})

describe('price tables', () => {
  const reading = readPriceTable('date,close_usd\n2026-01-30,3.5\n2026-01-29,3.4\n', 'prices.csv', null)

  it('[PI2] are kept once, and give the latest price at the end of a period, with its age', async () => {
    await addPriceTable('WXM', reading)
    await addPriceTable('WXM', reading)
    const [kept] = await recordsIn(db, 'priceTables')
    expect(await db.priceTables.count()).toBe(1)
    if (!kept) throw new Error('The table was not kept')
    expect(priceFromTable(kept, '2026-01-30T12:00:00.000Z')).toEqual({
      ageMs: 43_200_000,
      price: {
        ...{ currency: 'USD', price: '3.4', at: '2026-01-30T00:00:00.000Z' },
        source: `prices.csv, SHA-256 ${reading.table.source.contentSha256}`,
      },
    })
    expect(() => priceFromTable(kept, '2026-01-01T00:00:00.000Z')).toThrow(expect.objectContaining({ code: 'price.none-before' }))
    await removePriceTable(kept)
    expect(await db.priceTables.count()).toBe(0)
  })

  it('[PI2] with a row that cannot be read are refused', async () => {
    const broken = readPriceTable('date,close_usd\n2026-01-30,x\n', 'prices.csv', null)
    await expect(addPriceTable('WXM', broken)).rejects.toMatchObject({ code: 'price.bad-file' })
  })
})
