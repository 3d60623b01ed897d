/** What a session and its device say to each other, taken down and said again without a session. */
import { SerialPort } from 'serialport'
import type { OpenLink } from '#main/devices/openLink'

/** Each order of the host, after so many bytes of the device in all. */
export interface Talk {
  orders: Array<{ bytes: Uint8Array; afterBytes: number }>
  /** What the device says in all. */
  deviceBytes: number
}

/** A way to open ports that takes down what is said. */
export function recordLink(openLink: OpenLink): { talk: Talk; link: OpenLink } {
  const talk: Talk = { orders: [], deviceBytes: 0 }
  return {
    talk,
    async link(path, baudRate) {
      const opened = await openLink(path, baudRate)
      opened.onData((bytes) => {
        talk.deviceBytes += bytes.length
      })
      return {
        ...opened,
        write(bytes) {
          talk.orders.push({ bytes: bytes.slice(), afterBytes: talk.deviceBytes })
          return opened.write(bytes)
        },
      }
    },
  }
}

/** Says the host's part again, each order as soon as the device has said what was before it. @returns milliseconds from opening to the last byte. */
export async function playBare(path: string, talk: Talk): Promise<number> {
  const start = performance.now()
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false })
  let heardBytes = 0
  let wake: () => void = () => undefined
  port.on('error', () => undefined)
  port.on('data', (bytes: Buffer) => {
    heardBytes += bytes.length
    wake()
  })
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  const heard = async (wanted: number) => {
    while (heardBytes < wanted) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  for (const { bytes, afterBytes } of talk.orders) {
    await heard(afterBytes)
    port.write(Buffer.from(bytes))
  }
  await heard(talk.deviceBytes)
  const took = performance.now() - start
  await new Promise<void>((resolve) => port.close(() => resolve()))
  return took
}
