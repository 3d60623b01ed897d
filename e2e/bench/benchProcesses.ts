/** What processes cost, by the kernel's own account. */
import { readdir, readFile } from 'node:fs/promises'
import type { Browser } from '@playwright/test'

/** Of the clock that the kernel counts processes' time by. */
const TICKS_PER_SECOND = 100

export interface Cost {
  /** On a core, of all threads. */
  cpuSeconds: number
  /** How often threads slept and were woken (voluntary context switches). */
  wakeUps: number
}

/** All processes of a browser, and others beside them. */
export async function processesOf(browser: Browser, ...others: number[]): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return [...processInfo.map(({ id }) => id), ...others]
}

export async function costOf(processes: readonly number[]): Promise<Cost> {
  let ticks = 0
  let wakeUps = 0
  for (const id of processes) {
    // The name before it, in parentheses, may hold spaces.
    const fields = (await readFile(`/proc/${id}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
    ticks += Number(fields[11]) + Number(fields[12])
    for (const thread of await readdir(`/proc/${id}/task`)) {
      const status = await readFile(`/proc/${id}/task/${thread}/status`, 'utf8')
      wakeUps += Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(status)?.[1])
    }
  }
  return { cpuSeconds: ticks / TICKS_PER_SECOND, wakeUps }
}
