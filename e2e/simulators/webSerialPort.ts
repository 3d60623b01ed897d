/** A simulated device as the port that browser clients expect: Web Serial's two streams, nothing more. */
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { systemClock } from '#main/devices/clock'
import { EmissionPlayer } from '#main/devices/EmissionPlayer'

export interface WebSerialPort {
  readable: ReadableStream<Uint8Array>
  writable: WritableStream<Uint8Array>
}

export function webSerialPort(device: SimulatedDevice): WebSerialPort {
  let deliver: (bytes: Uint8Array) => void = () => undefined
  let end: () => void = () => undefined
  const player = new EmissionPlayer(
    systemClock,
    (bytes) => deliver(bytes),
    () => end(),
  )
  const readable = new ReadableStream<Uint8Array>({
    start(controller) {
      deliver = (bytes) => controller.enqueue(bytes)
      end = () => controller.close()
      player.play(device.boot())
    },
    cancel: () => player.stop(),
  })
  const writable = new WritableStream<Uint8Array>({ write: (bytes) => player.play(device.receive(bytes)) })
  return { readable, writable }
}
