import { expect, test } from 'vitest'
import { sumBaseUnits } from '#core/model/money'
import type { ChangePart } from '#core/rewards/explain/changeParts'
import { groupReasons } from './groupReasons'

const part = (cause: ChangePart['cause'], agreementName: string, baseUnits: bigint): ChangePart => ({
  cause,
  sentence: `${cause} at ${agreementName}.`,
  baseUnits,
  stage: { appliedId: agreementName, agreementName, number: 1 },
})

const parts = [part('network-paid', 'Roof', 5n), part('network-paid', 'Mast', -9n), part('price', 'Roof', 3n)]

test('few reasons are named one by one', () => {
  expect(groupReasons(parts, 3).map(({ sentence }) => sentence)).toEqual([
    'network-paid at Roof.',
    'network-paid at Mast.',
    'price at Roof.',
  ])
})

test('many are joined by their kind, keep their sum, and the largest is first', () => {
  const grouped = groupReasons(parts, 2)
  expect(grouped).toMatchObject([
    { sentence: 'The network paid more or less.', place: '2 stages of 2 agreements', baseUnits: -4n },
    { sentence: 'price at Roof.', place: 'Roof, stage 1', baseUnits: 3n },
  ])
  expect(sumBaseUnits(grouped.map(({ baseUnits }) => baseUnits))).toBe(-1n)
})
