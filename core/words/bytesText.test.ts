import { expect, test } from 'vitest'
import { bytesText } from './bytesText'

test('sizes are told as disks are labelled', () => {
  expect([0, 999, 1_000, 1_250, 64_000_000, 812_345_678, 3_240_000_000].map(bytesText)).toEqual([
    ...['0 bytes', '999 bytes', '1 KB', '1.3 KB', '64 MB', '812 MB', '3.2 GB'],
  ])
})
