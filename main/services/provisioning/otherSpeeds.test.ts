/** Devices that are heard at a wrong speed: what comes is noise, which is said, and other speeds are tried. */
import { describe, expect, it } from 'vitest'
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedRakModule } from '#core/provisioning/simulated/simulatedRakModule'
import { createSimulatedReceiver } from '#core/provisioning/simulated/simulatedReceiver'
import { openSimulatedLink } from '../../devices/openSimulatedLink'
import type { SerialLink } from '../../devices/SerialLink'
import { createManualClock } from '../../devices/testing/manualClock'
import { createMemoryJournal } from '../testing/memoryJournal'
import { createProvisioningRig } from '../testing/provisioningRig'

/** What a line makes of bytes that were sent at another speed. */
const noiseOf = (bytes: Uint8Array) => bytes.map((byte, at) => [0x80, 0x00, 0xf8, byte ^ 0xff][at % 4] ?? 0)

/** A port behind which a device speaks at one speed; `owners` counts who has it open. */
function wired(createDevice: () => SimulatedDevice, speaksAt: number, faults: { refuses?: number[] } = {}) {
  const clock = createManualClock()
  const opened: number[] = []
  let owners = 0
  const openLink = async (path: string, baudRate: number): Promise<SerialLink> => {
    opened.push(baudRate)
    if (faults.refuses?.includes(baudRate)) throw new Error('this port does not know that speed')
    owners += 1
    expect(owners).toBe(1)
    const device = createDevice()
    const heard = (emissions: ReturnType<SimulatedDevice['boot']>) =>
      baudRate === speaksAt ? emissions : emissions.map((each) => ({ ...each, bytes: noiseOf(each.bytes) }))
    const link = openSimulatedLink(
      path,
      {
        boot: () => heard(device.boot()),
        receive: (bytes) => heard(baudRate === speaksAt ? device.receive(bytes) : []),
        ...(device.idle ? { idle: () => heard(device.idle?.() ?? []) } : {}),
      },
      clock,
    )
    link.onClosed(() => {
      owners -= 1
    })
    return link
  }
  return { rig: createProvisioningRig({ journal: createMemoryJournal(), clock, openLink }), opened, owners: () => owners }
}

describe('a receiver at another speed', () => {
  it.each([4_800, 9_600, 38_400, 57_600])(
    'gps-4800-baud: one at %i baud that is opened at 115200 is found, and the speed is told',
    async (speed) => {
      const { rig, opened, owners } = wired(() => createSimulatedReceiver(), speed)
      const { sessionId } = await rig.open('/dev/ttyUSB0')
      expect(await rig.identify(sessionId)).toMatchObject({ identified: true, driver: 'nmea', baudRate: speed, problem: null })
      expect(opened[0]).toBe(115_200)
      expect(opened.at(-1)).toBe(speed)
      expect(await rig.run(sessionId, { kind: 'receive-position', fixesWanted: 5 })).toMatchObject({ position: { fixes: 5 } })
      await rig.close(sessionId)
      expect(owners()).toBe(0)
    },
  )

  it('noise at every speed is said to be noise, with those that were tried, and the port is back at its own', async () => {
    const { rig, opened, owners } = wired(() => createSimulatedReceiver(), 1_234)
    const { sessionId } = await rig.open('/dev/ttyUSB0')
    await expect(rig.identify(sessionId)).rejects.toMatchObject({
      code: 'session.noise',
      message: expect.stringMatching(/noise.*115200, 9600, 4800, 38400/),
    })
    expect(opened.at(-1)).toBe(115_200)
    expect(owners()).toBe(1)
    await rig.close(sessionId)
    expect(owners()).toBe(0)
  })

  it('a speed that the port does not know is passed over', async () => {
    const { rig } = wired(() => createSimulatedReceiver(), 4_800, { refuses: [9_600] })
    const { sessionId } = await rig.open('/dev/ttyUSB0')
    expect(await rig.identify(sessionId)).toMatchObject({ identified: true, baudRate: 4_800 })
  })

  it('one that is heard at once is opened once', async () => {
    const { rig, opened } = wired(() => createSimulatedReceiver(), 115_200)
    const { sessionId } = await rig.open('/dev/ttyUSB0')
    const state = await rig.identify(sessionId)
    expect(state.identified).toBe(true)
    expect(state.baudRate).toBeUndefined()
    expect(opened).toEqual([115_200])
  })

  it('a device that is silent is silent, not noise', async () => {
    const { rig, opened } = wired(() => createSimulatedRakModule({ silent: true }), 9_600)
    const { sessionId } = await rig.open('/dev/ttyUSB0')
    await expect(rig.identify(sessionId)).rejects.toMatchObject({ code: 'session.silent' })
    expect(opened).toEqual([115_200])
  })

  it('cancelling while speeds are tried leaves the port open at its own speed', async () => {
    const { rig, owners } = wired(() => createSimulatedReceiver(), 1_234)
    const { sessionId } = await rig.open('/dev/ttyUSB0')
    const canceller = new AbortController()
    const step = rig.step(sessionId, { kind: 'identify' }, canceller.signal)
    const refused = expect(step).rejects.toMatchObject({ code: 'contract.cancelled' })
    await rig.clock.advance(25_000)
    canceller.abort()
    await rig.clock.advance(5_000)
    await refused
    expect(owners()).toBe(1)
    await rig.close(sessionId)
  })
})
