import { expect, test } from 'vitest'
import { asideText } from './asideText'

test('[SY21] of two branches the laptop that exists twice is told that it says its own again, and the others what is missing', () => {
  expect(asideText({ fault: 'fork', sealedHere: true })).toContain('said again under its new name')
  expect(asideText({ fault: 'fork', sealedHere: false })).toContain('not in the records here before the copy that wrote it syncs')
  expect(asideText({ fault: 'gap', sealedHere: true })).toBe(asideText({ fault: 'gap', sealedHere: false }))
})
