/** The most memory that one way of painting a fleet takes, its result included: measured in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { paintCoverage } from '#core/coverage/paintCoverage'
import { paintPlainly } from '#core/coverage/paintPlainly'
import { paintFleet } from './paintFleet'

/** What a child of the bench is to paint: the way and the resolution. */
const TASK = 'COMMONMAST_PAINT_PEAK'

const WAYS = {
  stream: paintCoverage,
  loop: async ({ resolution, profiles, sites }: Parameters<typeof paintCoverage>[0]) => paintPlainly(resolution, profiles, sites),
}
type Way = keyof typeof WAYS

/** Megabytes of resident memory at the peak, less those that the process had before it began. */
export async function paintPeakMb(way: Way, resolution: number): Promise<number> {
  const child = fork(process.argv[1] ?? '', ['paint'], {
    env: { ...process.env, [TASK]: `${way} ${resolution}` },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const answered = once(child, 'message').then(([peakMb]) => Number(peakMb))
  const left = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The ${way} of the bench ended with ${code}`)))
  return Promise.race([answered, left])
}

/** In a child of the bench: does what was asked, answers and ends. Anywhere else nothing happens. */
export async function answerPaintPeak(): Promise<void> {
  const [way, resolution] = (process.env[TASK] ?? '').split(' ')
  if (way !== 'stream' && way !== 'loop') return
  const { profiles, sites } = paintFleet(Number(resolution))
  const job = { resolution: Number(resolution), profiles, sites }
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  collectGarbage()
  const before = process.memoryUsage.rss()
  await WAYS[way](job)
  const peakMb = (peakBytes() - before) / 1e6
  process.send?.(peakMb, () => process.exit())
  await new Promise(() => {})
}

/** Linux hands `maxRSS` down from the process that started this one; the high-water mark of memory is this one's own. */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kibibytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS
  return Number(kibibytes) * 1024
}
