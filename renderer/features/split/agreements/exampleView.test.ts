import { expect, test } from 'vitest'
import type { ExampleStage, WorkedExample } from '#core/agreements/workedExample'
import { receiverTotals, stageRows, widthPercent } from './exampleView'
import { signedText } from './signingText'

const names = { members: new Map([['m1', 'Ada']]), agreements: new Map([['t', 'Tools']]) }
const stage = (amounts: number[], dust = 0): ExampleStage => ({
  stage: { id: 's', kind: 'remainder', shares: [{ memberId: 'm1', percent: '100' }] },
  inBaseUnits: 0n,
  allotments: amounts.map((amount, at) => ({
    ...{ to: { kind: 'member' as const, id: `m${at + 1}` }, role: null, amountBaseUnits: BigInt(amount) },
  })),
  dustBaseUnits: BigInt(dust),
  outBaseUnits: 0n,
  counter: null,
})
const sum = (rows: readonly { amountBaseUnits: bigint }[]) => rows.reduce((all, row) => all + row.amountBaseUnits, 0n)

test('the largest are named in their order and the rest joined, and nothing of the sum is lost', () => {
  const amounts = Array.from({ length: 20 }, (_, at) => at + 1)
  const rows = stageRows(stage(amounts, 5), names)
  expect(rows.map(({ label }) => label)).toEqual([
    ...['m13', 'm14', 'm15', 'm16', 'm17', 'm18', 'm19', 'm20', '12 others', 'Does not divide'],
  ])
  expect(sum(rows)).toBe(215n)
})

test('what each gets is summed over the stages', () => {
  const tools = { ...stage([]), allotments: [{ to: { kind: 'agreement' as const, id: 't' }, role: null, amountBaseUnits: 50n }] }
  const example = { stages: [stage([1, 2]), stage([4]), tools] } as unknown as WorkedExample
  expect(receiverTotals(example, names).map(({ label, amountBaseUnits }) => `${label} ${amountBaseUnits}`)).toEqual([
    ...['Agreement Tools 50', 'Ada 5', 'm2 2'],
  ])
})

test('widths are parts of the whole, and none without one', () => {
  expect([widthPercent(1n, 3n), widthPercent(5n, 3n), widthPercent(1n, 0n), widthPercent(-1n, 3n)]).toEqual([33.33, 100, 0, 0])
})

test('[DC3] who signed is said in a few words', () => {
  const of = (...states: ('signed' | 'earlier' | 'missing' | 'invalid')[]) =>
    signedText(states.map((state) => ({ memberId: state, state, signature: null })))
  expect(of('missing', 'missing')).toBe('')
  expect(of('signed', 'signed', 'missing')).toBe('signed by 2 of 3')
  expect(of('signed', 'earlier', 'invalid')).toBe('signed by 1 of 3, 1 an earlier version, 1 does not hold')
})
