import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { decimalAmount } from '#core/bank/decimalAmount'
import { EXAMPLE_DEBTOR, EXAMPLE_PAYMENTS, exampleMoneySplit } from '#core/bank/exampleMoney'
import { exampleCamt053 } from '#core/bank/exampleStatements'
import { readBankStatement } from '#core/bank/readBankStatement'
import { reconcileMoney } from '#core/bank/reconcileMoney'
import { readActs } from '../history/readActs'
import { closePeriod } from '../money/closings'
import { saveMember } from '../money/members'
import { reopenPeriod } from '../money/reopenPeriod'
import { db } from '../records/openRecords'
import { openEmpty, recordIn, seedRecords } from '../records/testing/seedRecords'
import { markPayment, prepareMoneyPayout, readMoneyPayouts, stillToPay, takeStatement } from './moneyPayouts'

const at = '2026-01-01T00:00:00.000Z'
const split = exampleMoneySplit()
const members = split.members.map(({ id, name, address }) => {
  const payment = EXAMPLE_PAYMENTS.find((each) => each.id === id)?.payment
  const inMoney = payment && { paidBy: 'money' as const, payment }
  return { id, name, address, role: 'member', ...inMoney, createdAt: at, updatedAt: at }
})

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'members', members)
})

const marksNow = () => db.moneyPayoutMarks.toArray()
const toPay = async () => stillToPay(split, await readMoneyPayouts(), await marksNow()).map(({ id }) => id)

describe('[BK11] Of two payouts with one number of one split only the first is kept, and of a closed period alone', () => {
  test('made by two windows at once', async () => {
    await expect(prepareMoneyPayout(split, EXAMPLE_DEBTOR)).rejects.toMatchObject({ code: 'bank.not-closed' })
    await closePeriod(split)
    const both = await Promise.allSettled([prepareMoneyPayout(split, EXAMPLE_DEBTOR), prepareMoneyPayout(split, EXAMPLE_DEBTOR)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db.moneyPayouts.count()).toBe(1)
    await expect(prepareMoneyPayout(split, EXAMPLE_DEBTOR)).rejects.toMatchObject({ code: 'bank.nobody' })
  })
})

test('a period with a payout in money is not opened again', async () => {
  await closePeriod(split)
  await prepareMoneyPayout(split, EXAMPLE_DEBTOR)
  const sign = () => Promise.reject(new Error('nothing is to be signed'))
  await expect(reopenPeriod(split.period.id, 'A mistake', sign)).rejects.toMatchObject({ code: 'period.paid' })
})

test('a statement is taken in once, whoever came back is to be paid again, and what is said by hand needs a reference', async () => {
  await closePeriod(split)
  const payout = await prepareMoneyPayout(split, EXAMPLE_DEBTOR)
  expect(await toPay()).toEqual([])
  const [ada, cy] = payout.rows
  if (!ada || !cy) throw new Error('The example pays two')
  const amount = decimalAmount(BigInt(ada.amountMinorUnits), 'EUR')
  const out = { direction: 'out' as const, amount, on: '2026-02-03', reference: ada.reference, bankReference: 'B1' }
  const back = { ...out, direction: 'in' as const, on: '2026-02-05', bankReference: 'B2', returned: 'AC04' }
  const read = (bookings: (typeof out)[]) => readBankStatement(new TextEncoder().encode(exampleCamt053('08', bookings)))
  expect(await takeStatement(payout, read([out]), 'one.xml')).toMatchObject({ added: 1, known: 0 })
  expect(await takeStatement(payout, read([out]), 'one.xml')).toMatchObject({ added: 0, known: 1 })
  expect(await takeStatement(payout, read([out, back as never]), 'two.xml')).toMatchObject({ added: 1, known: 1 })
  expect(reconcileMoney(payout, await marksNow()).counts).toMatchObject({ returned: 1, missing: 1 })

  await expect(markPayment(payout, cy, 'paid', ' ')).rejects.toMatchObject({ code: 'bank.no-note' })
  await markPayment(payout, cy, 'paid', 'Wise 123')
  expect(reconcileMoney(payout, await marksNow()).counts).toMatchObject({ returned: 1, paid: 1 })

  expect(await toPay()).toEqual(['ada'])
  const second = await prepareMoneyPayout(split, EXAMPLE_DEBTOR)
  expect(second).toMatchObject({ sequence: 2, again: ['ada'], rows: [{ memberId: 'ada' }] })
  expect(await toPay()).toEqual([])
  const other = { ...payout, debtor: { ...payout.debtor, iban: 'NL91ABNA0417164300' } }
  await expect(takeStatement(other, read([out]), 'one.xml')).rejects.toMatchObject({ code: 'bank.other-account' })
})

test('that a member is paid in money is an act of its own, which shows the end of the account alone', async () => {
  const bo = members.find(({ id }) => id === 'bo')
  const payment = EXAMPLE_PAYMENTS[0]?.payment
  if (!bo || !payment) throw new Error("The example has Bo, and Ada's account")
  const fields = { name: bo.name, role: bo.role, address: bo.address }
  await saveMember(bo, { ...fields, paidBy: 'money', payment })
  expect(await recordIn(db, 'members', 'bo')).toMatchObject({ paidBy: 'money', payment, address: bo.address })
  const { acts } = await readActs('', 10)
  expect(acts[0]?.title).toBe('Bo: paid in money, to an account ending in 2874')
  await saveMember({ ...bo, paidBy: 'money', payment }, { ...fields, paidBy: 'token', payment })
  expect(await recordIn(db, 'members', 'bo')).not.toHaveProperty('paidBy')
})
