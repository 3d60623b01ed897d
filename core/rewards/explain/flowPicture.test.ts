import { expect, test } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { exampleSplit } from '../exampleSplit'
import { memberPlace } from './flowGraph'
import { createFlowPictures } from './flowPicture'

const split = exampleSplit()
const dueOf = (memberId: string) => BigInt(split.members.find(({ id }) => id === memberId)?.amountBaseUnits ?? '0')

test('a split is drawn whole, through a place, and whole again', () => {
  const draw = createFlowPictures(split)
  const whole = draw(null)
  expect(whole.memberAmounts).toBeNull()
  expect(whole.nodes[0]?.amountBaseUnits).toBe(BigInt(split.totals.totalBaseUnits))
  const ofBo = draw([memberPlace('bo')])
  expect(ofBo.memberAmounts).toEqual(new Map([['bo', dueOf('bo')]]))
  expect(ofBo.nodes[0]?.amountBaseUnits).toBe(dueOf('bo'))
  expect(draw(null)).toEqual(whole)
})

test('members are reached by what flows through a joined node together', () => {
  const draw = createFlowPictures(split)
  const places = draw(null).nodes.filter(({ kind }) => kind === 'agreement')
  const { memberAmounts } = draw(places.flatMap((node) => node.places.map(({ id }) => id)))
  expect(memberAmounts?.get('cy')).toBe(dueOf('cy'))
  expect(sumBaseUnits(memberAmounts?.values() ?? [])).toBe(BigInt(split.totals.totalBaseUnits))
})
