/** A test with a device on a pseudo-terminal, which can lose its cable and be plugged in again. */
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { type HotspotOnPty, simulatedHotspotOnPty } from '../simulators/hotspot'
import { test as base } from './consoleTest'

export const test = base.extend<{ port: HotspotOnPty }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
  port: async ({}, use) => {
    const port = await simulatedHotspotOnPty()
    await use(port)
    await port.stop()
  },
})

/** A device that hears and says nothing until it wakes, as one whose power comes late. */
export function asleep(device: SimulatedDevice): { device: SimulatedDevice; wake(): void } {
  let isAwake = false
  return {
    device: { boot: () => [], receive: (bytes) => (isAwake ? device.receive(bytes) : []) },
    wake() {
      isAwake = true
    },
  }
}
