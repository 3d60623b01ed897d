import jsQR from 'jsqr'
import { expect, it } from 'vitest'
import { fileFrames } from './fileFrames'
import { type QrModules, QUIET_MODULES, qrModules } from './qrModules'

function scan({ size, dark }: QrModules, scale = 3): string | undefined {
  const side = (size + 2 * QUIET_MODULES) * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let at = 0; at < side * side; at++) {
    const row = Math.floor(at / side / scale) - QUIET_MODULES
    const column = Math.floor((at % side) / scale) - QUIET_MODULES
    if (row >= 0 && column >= 0 && row < size && column < size && dark[row * size + column]) pixels.fill(0, at * 4, at * 4 + 3)
  }
  return jsQR(pixels, side, side)?.data
}

it('a code of a frame is read as its text, and a camera of 480 lines has five pixels for a square', () => {
  const frames = fileFrames({ name: 'noise.json', bytes: Uint8Array.from({ length: 9_000 }, (_, at) => (at * at * 31) >> 3) })
  for (const frame of [1, 30, 65_535]) {
    const code = qrModules(frames.text(frame))
    expect(scan(code)).toBe(frames.text(frame))
    expect(480 / (code.size + 2 * QUIET_MODULES)).toBeGreaterThan(5)
  }
})

it('a short text is given the size that is asked for', () => {
  expect(qrModules('UR:BYTES/AE').size).toBe(21)
  expect(qrModules('UR:BYTES/AE', 73).size).toBe(73)
  expect(scan(qrModules('UR:BYTES/AE', 73))).toBe('UR:BYTES/AE')
})
