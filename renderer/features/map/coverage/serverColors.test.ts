import { expect, test } from 'vitest'
import { SERVER_COLORS, serverColors } from './serverColors'

test('neighbours differ, and far sites may share', () => {
  const row = Array.from({ length: 30 }, (_, i) => ({ lat: 50, lng: 19 + i * 0.01 }))
  const colors = serverColors(row, 1_500)
  for (let i = 1; i < row.length; i++) expect(colors[i]).not.toBe(colors[i - 1])
  expect(Math.max(...colors)).toBeLessThan(SERVER_COLORS)
})

test('where too many crowd, every colour is used about as often', () => {
  const crowd = Array.from({ length: 70 }, () => ({ lat: 50, lng: 19 }))
  const counts = new Array(SERVER_COLORS).fill(0)
  for (const color of serverColors(crowd, 1_000)) counts[color]++
  expect(counts).toEqual(new Array(SERVER_COLORS).fill(10))
})
