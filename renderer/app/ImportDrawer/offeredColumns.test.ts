import { expect, test } from 'vitest'
import { offeredColumns } from './ColumnSelect'

const many = Array.from({ length: 20_000 }, (_, at) => `column ${at}`)

test('of thousands of columns a few are offered, and words find the others', () => {
  const offered = offeredColumns(many, null, '')
  expect(offered).toHaveLength(51)
  expect(offered.at(-1)).toMatchObject({ label: '19,950 more: type a part of the name', disabled: true })
  expect(offeredColumns(many, null, ' COLUMN 19999').map(({ value }) => value)).toEqual(['column 19999'])
})

test('the chosen column is always among them, once', () => {
  expect(offeredColumns(many, 'column 19999', '')[0]).toMatchObject({ value: 'column 19999' })
  expect(offeredColumns(['a', 'b'], 'b', '').map(({ value }) => value)).toEqual(['a', 'b'])
  expect(offeredColumns(['a', 'b'], 'b', 'a').map(({ value }) => value)).toEqual(['b', 'a'])
})
