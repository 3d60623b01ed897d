import { describe, expect, it } from 'vitest'
import { LineNoise } from './LineNoise'
import { randomBytes } from './testing/badDevices'

function heard(bytes: ArrayLike<number>) {
  const noise = new LineNoise()
  noise.hear(Uint8Array.from(bytes))
  return noise.problem()
}
const repeated = (bytes: readonly number[], times = 20) => Array.from({ length: times }, () => bytes).flat()

describe('what is noise', () => {
  it.each([
    ['a wrong speed', repeated([0x80, 0x00, 0xf8, 0x78]), 'session.noise'],
    ['random bytes', randomBytes(3, 400), 'session.noise'],
    ["a u-blox receiver's binary protocol", repeated([0xb5, 0x62, 1, 7, 92, 0, 0xf0, 0x81]), 'gnss.binary'],
    ['corrections', repeated([0xd3, 0x00, 0x13, 0x3e, 0xd0, 0x00]), 'gnss.binary'],
    ['a Meshtastic node', repeated([0x94, 0xc3, 0x00, 0x02, 0x08, 0x81]), 'session.other-protocol'],
  ])('%s', (_what, bytes, code) => {
    expect(heard(bytes)?.code).toBe(code)
  })

  it.each([
    ['nothing', []],
    ['a few bytes while a chip starts', repeated([0x80, 0x00], 8)],
    ['log text with colours', [...new TextEncoder().encode('\x1b[0;32mI (42) wifi: up\x1b[0m\r\n'.repeat(10))]],
    ['text in another script', [...new TextEncoder().encode('Загрузка завершена\r\n'.repeat(10))]],
    [
      'a noisy start before much text',
      [...repeated([0x80, 0xff], 10), ...new TextEncoder().encode('rst:0x1 boot\r\n'.repeat(10))],
    ],
  ])('%s is none', (_what, bytes) => {
    expect(heard(bytes)).toBeNull()
  })

  it('is counted anew when it is forgotten', () => {
    const noise = new LineNoise()
    noise.hear(Uint8Array.from(repeated([0x80, 0x00])))
    noise.forget()
    expect(noise.problem()).toBeNull()
  })
})
