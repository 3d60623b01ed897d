/**
 * The simulated hotspot behind a pseudo-terminal, so that the console talks to it through the serial driver of the system.
 * Needs socat. Nothing is left behind after `stop`: no process, no port, no folder.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants, existsSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { systemClock } from '#main/devices/clock'
import { EmissionPlayer } from '#main/devices/EmissionPlayer'
import { openSerialPort } from '#main/devices/openSerialPort'

export interface HotspotOnPty {
  /** What the console opens. */
  path: string
  /** As if the cable were pulled: the port vanishes, also for who has it open. */
  pullCable(): Promise<void>
  stop(): Promise<void>
}

/** @throws Error when socat is missing or does not start. */
export async function simulatedHotspotOnPty({ faults = {} }: { faults?: DeviceFaults } = {}): Promise<HotspotOnPty> {
  const undo: Array<() => Promise<unknown>> = []
  const stop = async () => {
    for (const undoOne of undo.splice(0).reverse()) await undoOne()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-hotspot-'))
    undo.push(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'ttyHotspot')
    const devicePath = join(folder, 'device')
    const cable = await startCable(path, devicePath)
    undo.push(cable.pull)
    // A pseudo-terminal hangs up when its last user closes it; a real port does not. This keeps it there between sessions.
    const keeper = await open(path, constants.O_RDWR | constants.O_NOCTTY)
    undo.push(() => keeper.close())
    const link = await openSerialPort(devicePath, 115_200)
    undo.push(link.close)
    const hotspot = createSimulatedHotspot(faults)
    const player = new EmissionPlayer(
      systemClock,
      // A write that fails means that the cable is out, which the console must notice by itself.
      (bytes) => void link.write(bytes).catch(() => undefined),
      () => void cable.pull(),
    )
    undo.push(async () => player.stop())
    link.onData((bytes) => player.play(hotspot.receive(bytes)))
    player.play(hotspot.boot())
    return { path, pullCable: cable.pull, stop }
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

/** Two pseudo-terminals joined by socat, under the two names. */
async function startCable(path: string, devicePath: string): Promise<{ pull(): Promise<void> }> {
  const ends = [path, devicePath].map((link) => `pty,raw,echo=0,link=${link}`)
  const socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((resolve) => {
    socat.once('exit', () => resolve())
    socat.once('error', () => resolve())
  })
  await linked(socat, [path, devicePath])
  return {
    async pull() {
      socat.kill('SIGTERM')
      await gone
    },
  }
}

function linked(socat: ChildProcess, paths: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const giveUp = (reason: string) => {
      clearInterval(timer)
      socat.kill()
      reject(new Error(`${reason} ${said}`.trim()))
    }
    socat.stderr?.on('data', (text: Buffer) => {
      said += text.toString('utf8')
    })
    socat.once('error', (error) => giveUp(`socat did not start (${error.message}): install it with "apt-get install socat".`))
    socat.once('exit', (code) => giveUp(`socat ended with code ${code} before its ports were there:`))
    const deadlineMs = performance.now() + 10_000
    const timer = setInterval(() => {
      if (paths.every((path) => existsSync(path))) {
        clearInterval(timer)
        resolve()
      } else if (performance.now() > deadlineMs) giveUp('socat made no ports within 10 seconds:')
    }, 10)
  })
}
