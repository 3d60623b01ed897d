import { describe, expect, it } from 'vitest'
import type { Emission, SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { openSimulatedLink } from './openSimulatedLink'
import { createManualClock } from './testing/manualClock'

const say = (byte: number, delayMs = 10): Emission => ({ delayMs, bytes: Uint8Array.of(byte), unplug: false })

/** A device that says one byte after another by itself, as long as it is asked. */
function talker(): SimulatedDevice & { asked: number } {
  const device = {
    asked: 0,
    boot: () => [],
    receive: (bytes: Uint8Array) => [say(bytes[0] ?? 0)],
    idle() {
      device.asked += 1
      return [say(device.asked, 100)]
    },
  }
  return device
}

describe('a device that speaks by itself', () => {
  it('goes on as long as the link is open, answers in between, and is not asked after', async () => {
    const clock = createManualClock()
    const device = talker()
    const link = openSimulatedLink('simulated:receiver', device, clock)
    const heard: number[] = []
    link.onData((bytes) => heard.push(...bytes))
    await clock.advance(250)
    expect(heard).toEqual([1, 2])
    await link.write(Uint8Array.of(77))
    await clock.advance(200)
    expect(heard).toEqual([1, 2, 3, 77, 4])
    await link.close()
    const { asked } = device
    await clock.advance(10_000)
    expect(device.asked).toBe(asked)
    expect(heard).toEqual([1, 2, 3, 77, 4])
    await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port.closed' })
  })

  it('is asked again after it answered, when it had nothing to say before', async () => {
    const clock = createManualClock()
    let says: Emission[] = []
    const link = openSimulatedLink('simulated:x', { boot: () => [], receive: () => [say(1)], idle: () => says.splice(0) }, clock)
    const heard: number[] = []
    link.onData((bytes) => heard.push(...bytes))
    await clock.advance(1_000)
    says = [say(9)]
    await link.write(Uint8Array.of(0))
    await clock.advance(100)
    expect(heard).toEqual([1, 9])
  })

  it('whose cable is pulled ends the link, once', async () => {
    const clock = createManualClock()
    const link = openSimulatedLink(
      'simulated:x',
      { boot: () => [{ ...say(1), unplug: true }, say(2)], receive: () => [], idle: () => [say(3)] },
      clock,
    )
    const ends: unknown[] = []
    link.onClosed((problem) => ends.push(problem?.code))
    const heard: number[] = []
    link.onData((bytes) => heard.push(...bytes))
    await clock.advance(5_000)
    await link.close()
    expect({ ends, heard }).toEqual({ ends: ['port.vanished'], heard: [1] })
  })
})
