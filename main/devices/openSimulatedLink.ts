/** The training hotspot as a link inside this process. */
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import type { Clock } from './clock'
import { EmissionPlayer } from './EmissionPlayer'
import { LinkEvents } from './LinkEvents'
import { simulatedHotspotPath } from './listPorts'
import { closedProblem, vanishedProblem } from './portProblem'
import type { SerialLink } from './SerialLink'

export function openSimulatedLink(clock: Clock, faults: DeviceFaults = {}): SerialLink {
  const path = simulatedHotspotPath
  const events = new LinkEvents()
  const hotspot = createSimulatedHotspot(faults)
  const player = new EmissionPlayer(
    clock,
    (bytes) => events.data(bytes),
    () => events.end(vanishedProblem(path)),
  )
  player.play(hotspot.boot())
  return {
    path,
    simulated: true,
    async write(bytes) {
      if (events.ended) throw closedProblem(path)
      player.play(hotspot.receive(bytes))
    },
    onData: (listener) => events.onData(listener),
    onClosed: (listener) => events.onClosed(listener),
    setLines: async () => false,
    async close() {
      player.stop()
      events.end(null)
    },
  }
}
