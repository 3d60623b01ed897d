import { expect, it } from 'vitest'
import { pickCore } from './pickCore'
import { instanceOf } from './testing/smallInstances'

const open = instanceOf([[0], [1], [2], [3], [4]], [1, 1, 1, 1, 1], { required: [0], forbidden: [1] })

it('forbids what is worth least, but nothing known', () => {
  expect(pickCore(open, Float64Array.of(9, 8, 3, 1, 2), [0, 3], 1)).toEqual({ ...open, forbidden: [1, 4] })
})

it('leaves an instance alone that is small enough', () => {
  expect(pickCore(open, Float64Array.of(9, 8, 3, 1, 2), [0], 3)).toBe(open)
})
