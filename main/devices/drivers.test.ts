import { describe, expect, it } from 'vitest'
import { createDriversFor } from './drivers'

const namesOf = (...asked: Parameters<ReturnType<typeof createDriversFor>>) =>
  createDriversFor()(...asked).map(({ name }) => name)

describe('the drivers for a port', () => {
  it('are all that can be found out without touching the device, in their order', () => {
    expect(namesOf(null, [])).toEqual(['improv', 'nmea', 'linux-console', 'rak-at'])
  })

  it('begin with those of its USB device, each once', () => {
    expect(namesOf(null, ['nmea'])).toEqual(['nmea', 'improv', 'linux-console', 'rak-at'])
    expect(namesOf(null, ['rak-at', 'improv'])).toEqual(['rak-at', 'improv', 'nmea', 'linux-console'])
  })

  it('are the one that was chosen, and no other', () => {
    expect(namesOf('linux-console', ['nmea'])).toEqual(['linux-console'])
    expect(namesOf('esp32-rom', [])).toEqual(['esp32-rom'])
    expect(namesOf(null, ['esp32-rom'])).not.toContain('esp32-rom')
  })
})
