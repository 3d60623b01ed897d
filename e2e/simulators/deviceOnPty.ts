/**
 * A simulated device behind a pseudo-terminal, so that the console talks to it through the serial driver of the system.
 * Needs socat. Nothing is left behind after `stop`: no process, no port, no folder.
 */
import { constants } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { EmissionPlayer } from '#main/devices/EmissionPlayer'
import { openSerialPort } from '#main/devices/openSerialPort'
import { promptClock } from './promptClock'
import { pty, startCable } from './socat'

export interface DeviceOnPty {
  /** What the console opens; the same each time that something is plugged in. */
  path: string
  /** As if the cable were pulled: the port vanishes, also for who has it open. */
  pullCable(): Promise<void>
  /** Plugs a device in after the cable was pulled: the same one, or another. */
  plugIn(device: SimulatedDevice): Promise<void>
  /** Starts a device that was plugged in while it was off: only now it says something by itself. */
  powerOn(): void
  stop(): Promise<void>
}

type Undo = Array<() => Promise<unknown>>

/** @throws Error when socat is missing or does not start. */
export async function deviceOnPty(device: SimulatedDevice, { off = false } = {}): Promise<DeviceOnPty> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-device-'))
  const path = join(folder, 'ttyDevice')
  let plugged: Undo = []
  let powerOn: () => void = () => undefined
  const pullCable = async () => {
    const undo = plugged
    plugged = []
    await undoAll(undo)
  }
  const stop = async () => {
    await pullCable()
    await rm(folder, { recursive: true, force: true })
  }
  const connectOff = async (next: SimulatedDevice) => {
    await pullCable()
    const connected = await connect(next, path, join(folder, 'device'))
    plugged = connected.undo
    powerOn = connected.powerOn
  }
  const plugIn = async (next: SimulatedDevice) => {
    await connectOff(next)
    powerOn()
  }
  try {
    await (off ? connectOff(device) : plugIn(device))
    return { path, pullCable, plugIn, stop, powerOn: () => powerOn() }
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

async function connect(device: SimulatedDevice, path: string, devicePath: string): Promise<{ undo: Undo; powerOn(): void }> {
  const undo: Undo = []
  try {
    const cable = await startCable([pty(path), pty(devicePath)], [path, devicePath])
    undo.push(cable.pull)
    // A pseudo-terminal hangs up when its last user closes it; a real port does not. This keeps it there between sessions.
    const keeper = await open(path, constants.O_RDWR | constants.O_NOCTTY)
    undo.push(() => keeper.close())
    const link = await openSerialPort(devicePath, 115_200)
    undo.push(link.close)
    const player = new EmissionPlayer(
      promptClock(),
      // A write that fails means that the cable is out, which the console must notice by itself.
      (bytes) => void link.write(bytes).catch(() => undefined),
      () => void cable.pull(),
      () => device.idle?.() ?? [],
    )
    undo.push(async () => player.stop())
    link.onData((bytes) => player.play(device.receive(bytes)))
    return { undo, powerOn: () => player.play(device.boot()) }
  } catch (thrown) {
    await undoAll(undo)
    throw thrown
  }
}

/** In the order in which it was made: the cable goes first, as it does in a hand. */
async function undoAll(undo: Undo): Promise<void> {
  for (const undoOne of undo) await undoOne()
}
