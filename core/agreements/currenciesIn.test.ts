import { expect, it } from 'vitest'
import type { Stage } from '../model/terms'
import { Books } from './books'
import { currenciesIn } from './currenciesIn'

const eur = (fiat: string) => ({ fiat, currency: 'EUR' })
const usd = (fiat: string) => ({ fiat, currency: 'USD' })
const rest: Stage = { id: 'rest', kind: 'remainder', shares: [{ memberId: 'a', parts: '1' }] }
const found = (...stages: Stage[]) => [...currenciesIn({ id: 't', stages }, null)].sort()

it('[PI3] finds the currencies of amounts in every kind of stage', () => {
  expect(found(rest)).toEqual([])
  const to = { memberId: 'a' }
  expect(found({ id: 'f', kind: 'fixed', to, amount: eur('5'), whenShort: 'cap' }, rest)).toEqual(['EUR'])
  expect(found({ id: 'f', kind: 'fixed', to, amount: { baseUnits: '5' }, whenShort: 'cap' }, rest)).toEqual([])
  expect(found({ id: 'r', kind: 'reserve', reserve: 'm', percent: '5', until: usd('5') }, rest)).toEqual(['USD'])
  expect(found({ id: 'p', kind: 'percentage', shares: [{ ...to, percent: '5', cap: eur('5'), floor: usd('1') }] }, rest)).toEqual(
    ['EUR', 'USD'],
  )
  expect(found({ id: 'u', kind: 'until-recouped', to, upToPercent: '5', cost: eur('5') }, rest)).toEqual(['EUR'])
  const swings: Stage = {
    ...{ id: 's', kind: 'stability', reserve: 'm', currency: 'CHF', percent: '50', bandPercent: '10', periods: 3 },
  }
  expect(found(swings, rest)).toEqual(['CHF'])
})

it('[PI3] needs no price for what has come back already', () => {
  const stages: Stage[] = [{ id: 'u', kind: 'until-recouped', to: { memberId: 'a' }, upToPercent: '5', cost: eur('5.00') }, rest]
  const after = (value: bigint) => {
    const books = new Books()
    books.setCounter('t/u', { unit: 'EUR', value })
    return [...currenciesIn({ id: 't', stages }, books.toText())]
  }
  expect([after(499n), after(500n)]).toEqual([['EUR'], []])
})
