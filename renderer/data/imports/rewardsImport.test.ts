import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { periodDates } from '#core/model/periodDates'
import type { ImportRecord, Signature } from '#core/model/records'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import { payoutOf, SAFE_TREASURY, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { confirmationOf, moveOf } from '#core/treasury/state/examplePayoutMoves'
import { readContributions } from '../money/readContributions'
import { reopeningOf } from '../money/testing/reopeningOf'
import { CommonmastDatabase } from '../records/database'
import { openRecords } from '../records/openRecords'
import { receiveOperations } from '../records/receiveOperations'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { recordsIn, seedRecords } from '../records/testing/seedRecords'
import { previewUndo, undoAct } from '../records/undoAct'
import { actOfImport } from './actOfImport'
import type { ImportChoices } from './importPreview'
import { ImportSession } from './importSession'

let count = 0
const opened: CommonmastDatabase[] = []
let db: CommonmastDatabase

async function openNew(): Promise<CommonmastDatabase> {
  const records = new CommonmastDatabase(`rewards-test-${count++}`)
  await openRecords(records)
  opened.push(records)
  return records
}
beforeEach(async () => {
  db = await openNew()
})
afterEach(async () => {
  for (const records of opened.splice(0)) await records.delete()
})

const JANUARY = periodDates('2026-01-01', '2026-01-31')
const FEBRUARY = periodDates('2026-02-01', '2026-02-28')

function stations(amounts: Record<string, string>, nameOf = (id: string) => id): string {
  const header =
    'Station ID,Station Name,First data packet,Rewardable Hours,Allocated Rewards,Max Daily Claim,Transferred Hours From'
  return [header, ...Object.entries(amounts).map(([id, amount]) => `${id},${nameOf(id)},2022-02-25,1,${amount},1,`), ''].join(
    '\n',
  )
}

async function opening(text: string, fileName = 'rewards.csv', records = db): Promise<ImportSession> {
  const session = ImportSession.open(records, 'p', fileName, new TextEncoder().encode(text))
  await session.read({})
  return session
}

async function imported(text: string, choices: ImportChoices = {}, records = db): Promise<ImportRecord> {
  const session = await opening(text, 'rewards.csv', records)
  return (await session.commit({ dates: JANUARY, ...choices }, {})).record
}

const undo = (record: ImportRecord, records = db) => undoAct(records, actOfImport(record))
const whole = (amount: string) => `${amount}${'0'.repeat(18)}`

/** What is payable by device, of the periods that are shown. */
async function payable(records = db): Promise<Record<string, string>[]> {
  const periods = await records.periods.orderBy('createdAt').toArray()
  return Promise.all(
    periods.map(async (period) => {
      const contributions = await readContributions(records, period)
      return Object.fromEntries(contributions.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
    }),
  )
}

const at = '2026-02-02T00:00:00.000Z'
const split = (periodId: string, status: 'split' | 'signed') => ({
  ...{ id: `split-${periodId}`, periodId, status, file: {}, totalBaseUnits: '1', paidBaseUnits: '1', heldBaseUnits: '0' },
  ...{ payees: 1, createdAt: at, updatedAt: at },
})
const signature = (periodId: string): Signature => ({
  ...{ id: '0xab', distributionId: `split-${periodId}`, periodId, file: {}, root: '0x1', signer: '0x2' },
  ...{ simulated: false, createdAt: at },
})

describe('a period', () => {
  test('has the same id and the same contributions wherever its rewards are imported', async () => {
    const other = await openNew()
    await imported(stations({ a: '100', b: '60' }))
    await imported(stations({ b: '60.0', a: '100' }).replaceAll('\n', '\r\n'), {}, other)
    const ids = async (records: CommonmastDatabase) => [
      await records.periods.toCollection().primaryKeys(),
      await records.contributions.toCollection().primaryKeys(),
    ]
    expect(await ids(other)).toEqual(await ids(db))
    await receiveOperations(other, await readLog(db))
    expect([await other.periods.count(), await other.quarantine.count()]).toEqual([1, 0])
    await expectLogEqualsTables(other)
  })

  test('that was taken back comes back with the same amounts, whatever its hotspots are called by now', async () => {
    const first = await imported(stations({ a: '100', b: '60' }))
    const [before] = await recordsIn(db, 'periods')
    await undo(first)
    expect([await db.periods.count(), await db.contributions.count()]).toEqual([0, 2])
    const again = await imported(stations({ a: '100', b: '60' }, (id) => `${id} renamed`))
    expect(again).toMatchObject({ added: 2, replaced: 0, unchanged: 0 })
    expect(await recordsIn(db, 'periods')).toMatchObject([{ id: before?.id, importId: again.id }])
    expect(await payable()).toEqual([{ a: whole('100'), b: whole('60') }])
    await undo(again)
    expect(await db.periods.count()).toBe(0)
    await expectLogEqualsTables(db)
  })

  test('that was taken back makes way for other amounts of the same days', async () => {
    const wrong = await imported(stations({ a: '100', b: '60' }))
    await undo(wrong)
    await imported(stations({ a: '10', b: '60' }))
    expect(await payable()).toEqual([{ a: whole('10'), b: whole('60') }])
    const session = await opening(stations({ a: '10', b: '60' }))
    await expect(session.commit({ dates: JANUARY }, {})).rejects.toMatchObject({ code: 'period.already-here' })
    await expectLogEqualsTables(db)
  })
})

describe('undoing rewards', () => {
  test('takes an unsigned split along and says that the amounts stay on record', async () => {
    const record = await imported(stations({ a: '100', b: '60' }))
    const [period] = await recordsIn(db, 'periods')
    await seedRecords(db, 'distributions', [split(period?.id ?? '', 'split'), split('another', 'split')])
    const { takenBack, stays } = await previewUndo(db, actOfImport(record))
    expect(takenBack.map(({ table }) => table).sort()).toEqual(['distributions', 'imports', 'periods'])
    expect(stays.map(({ table, stays: why }) => [table, why])).toEqual([
      ['contributions', 'fact'],
      ['contributions', 'fact'],
    ])
    await undo(record)
    expect(await db.distributions.toCollection().primaryKeys()).toEqual(['split-another'])
  })

  test('is refused once they are paid, whatever the split says of itself', async () => {
    const record = await imported(stations({ a: '100' }))
    const [period] = await recordsIn(db, 'periods')
    // As two windows once left it: the signature is there and the split calls itself a split still.
    await seedRecords(db, 'distributions', [split(period?.id ?? '', 'split')])
    await seedRecords(db, 'signatures', [signature(period?.id ?? '')])
    await expect(undo(record)).rejects.toMatchObject({ code: 'import.already-signed' })
    expect([await db.periods.count(), (await db.imports.get(record.id))?.status]).toEqual([1, 'done'])
    const other = await openNew()
    await receiveOperations(other, await readLog(db))
    await expect(undo(record, other)).rejects.toMatchObject({ code: 'import.already-signed' })
  })

  test.each([
    ['is refused once a payout of theirs is signed, and not when it is void (pay-22)', 'eip155:42161', 'import.already-signed'],
    ['is not kept from it by practice', 'eip155:31337', null],
  ])('%s', async (_what, chain, code) => {
    const record = await imported(stations({ a: '100' }))
    const [period] = await recordsIn(db, 'periods')
    const payout = await payoutOf({ treasury: { ...SAFE_TREASURY, chain }, token: { ...TOKEN_FACTS, chain } })
    const practice = chain === 'eip155:31337'
    const { contentSha256: id } = payout
    await seedRecords(db, 'payouts', [{ id, periodId: period?.id ?? '', file: payout, practice, createdAt: at }])
    const signer = treasuryOwners(payout.treasury)[0] ?? ''
    const [transaction] = payout.transactions
    const signedHash = transaction?.kind === 'safe' ? transaction.safeTxHash : ''
    const facts: MoveFact[] = [
      { kind: 'confirmed', confirmation: confirmationOf(signer, 0, { payout, signedHash, simulated: practice }) },
      { kind: 'voided', reason: 'wrong nonce', burns: ['7'] },
    ]
    const [confirmed, voided] = facts.map((fact) => ({ ...moveOf(fact, { payout }), practice }))
    if (!confirmed || !voided) throw new Error('Two moves are made')
    await seedRecords(db, 'payoutMoves', [confirmed])
    if (code !== null) {
      await expect(undo(record)).rejects.toMatchObject({ code })
      await seedRecords(db, 'payoutMoves', [voided])
    }
    await undo(record)
    expect(await db.periods.count()).toBe(0)
  })

  test('[AC8] is refused while the books count them, until their period is opened again', async () => {
    const record = await imported(stations({ a: '100' }))
    const [period] = await recordsIn(db, 'periods')
    const periodId = period?.id ?? ''
    const closing = { id: 'c1', periodId, symbol: 'WXM', sequence: 1, file: {}, closedAt: '2026-02-02T08:00:00.000Z' }
    await seedRecords(db, 'closings', [closing])
    await expect(undo(record)).rejects.toMatchObject({ code: 'import.already-closed' })
    expect([await db.periods.count(), (await db.imports.get(record.id))?.status]).toEqual([1, 'done'])
    await seedRecords(db, 'reopenings', [reopeningOf(closing)])
    await undo(record)
    expect(await db.periods.count()).toBe(0)
  })

  test('is refused while a correction of them stands', async () => {
    const partial = await imported(stations({ a: '100' }))
    const full = await imported(stations({ a: '100', b: '60' }), { periodName: 'January, all of it' })
    await expect(undo(partial)).rejects.toMatchObject({
      code: 'import.corrected',
      message: expect.stringContaining('January, all of it'),
    })
    await undo(full)
    await undo(partial)
    expect(await db.periods.count()).toBe(0)
  })
})

describe('what importing rewards would do', () => {
  const previewOf = async (amounts: Record<string, string>, dates = JANUARY) =>
    (await opening(stations(amounts))).previewPeriod(dates)

  test('they are new, here already, or asked about', async () => {
    expect(await previewOf({ a: '100' })).toEqual({ kind: 'new', equalTo: null })
    await imported(stations({ a: '100' }), { periodName: 'January' })
    expect(await previewOf({ a: '100' })).toEqual({ kind: 'already-here', period: 'January' })
    expect(await previewOf({ a: '100' }, periodDates('2026-01-02', '2026-01-31'))).toMatchObject({ kind: 'already-here' })
    expect(await previewOf({ a: '100' }, FEBRUARY)).toEqual({
      ...{ kind: 'new', equalTo: { name: 'January', days: '2026-01-01 to 2026-01-31' } },
    })
    expect(await db.periods.count()).toBe(1)
  })

  test('they correct others: only the difference is payable, and what was paid too much is told', async () => {
    await imported(stations({ a: '100', b: '60' }), { periodName: 'January' })
    expect(await previewOf({ a: '90', b: '60', c: '7' })).toEqual({
      ...{ kind: 'correction', equalTo: null, of: ['January'] },
      ...{ payableBaseUnits: whole('7'), overpaid: { devices: 1, baseUnits: whole('10') } },
    })
    expect(await previewOf({ a: '1' }, periodDates('2026-01-01', '2026-01-15'))).toMatchObject({
      kind: 'refused',
      problem: {
        code: 'period.overlaps-in-part',
        message:
          '“January” is for 2026-01-01 to 2026-01-31, which reaches beyond these days, so the difference cannot be worked out: choose a file that covers all of it, or correct the days.',
      },
    })
    expect(await previewOf({ a: '90', b: '60' })).toMatchObject({ kind: 'correction', payableBaseUnits: '0' })
  })
})

describe('tables of hotspot and amount', () => {
  const TABLE = 'hotspot,amount\nmast-1,100\nmast-1,60\n'
  const open = (text: string) => ImportSession.open(db, 'p', 'january.csv', new TextEncoder().encode(text))

  test('are read in the token that the person says, which is offered for the next one', async () => {
    const session = open(TABLE)
    expect(await session.read({})).toMatchObject({
      kind: 'rewards',
      usable: 0,
      rewards: null,
      rewardsToken: { token: null, symbol: '', network: 'other' },
    })
    await expect(session.commit({ dates: JANUARY }, {})).rejects.toMatchObject({ code: 'import.nothing-to-import' })
    const said = { token: { symbol: 'HNT', decimals: 8 }, network: 'Helium' }
    const asked = await session.answer(said, {})
    expect(asked).toMatchObject({ problemCount: 1, rewardsToken: { ...said, network: 'helium', symbol: 'HNT' } })
    expect(asked.rewards?.questions).toMatchObject([
      { kind: 'sameRows', answer: null, lines: [3], rows: [{ line: 3, text: 'mast-1,60' }] },
    ])
    await expect(session.commit({ dates: JANUARY }, {})).rejects.toMatchObject({ code: 'import.unanswered' })
    const summed = await session.answer({ ...said, sameRows: 'sum' }, {})
    expect(summed).toMatchObject({ problemCount: 0, rewards: { totalBaseUnits: '16000000000' } })
    expect(summed.warnings.map(({ message }) => message)).toEqual([expect.stringMatching(/1 row was added/)])
    const { actId } = await session.commit({ dates: JANUARY }, {})
    expect(await db.periods.toArray()).toMatchObject([{ network: 'helium', token: said.token, totalBaseUnits: '16000000000' }])
    expect((await open('hotspot,amount\nmast-3,1\n').read({})).rewardsToken).toEqual({
      ...said,
      network: 'helium',
      symbol: 'HNT',
    })
    // What a table says of its token is never another's.
    expect((await open('hotspot,amount,token\nmast-3,1,XYZ\n').read({})).rewardsToken).toMatchObject({
      token: null,
      symbol: 'XYZ',
    })
    await undoAct(db, actId ?? '')
    expect([await db.periods.count(), await db.cooperativeSettings.count()]).toEqual([0, 0])
  })
})
