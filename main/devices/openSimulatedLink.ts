/** A training device as a link inside this process. */
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import type { Clock } from './clock'
import { EmissionPlayer } from './EmissionPlayer'
import { LinkEvents } from './LinkEvents'
import { closedProblem, vanishedProblem } from './portProblem'
import type { SerialLink } from './SerialLink'

/** Plugs the device in: it says at once what it says by itself. */
export function openSimulatedLink(path: string, device: SimulatedDevice, clock: Clock): SerialLink {
  const events = new LinkEvents()
  const player = new EmissionPlayer(
    clock,
    (bytes) => events.data(bytes),
    () => events.end(vanishedProblem(path)),
    () => device.idle?.() ?? [],
  )
  player.play(device.boot())
  return {
    path,
    simulated: true,
    async write(bytes) {
      if (events.ended) throw closedProblem(path)
      player.play(device.receive(bytes))
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
