/** A cable made by socat: two ends joined, which vanish together when it is pulled. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Cable {
  /** Its process, for who wants to end it in another way. */
  pid: number
  /** Both ends vanish. May be called again. */
  pull(): Promise<void>
}

const START_MS = 10_000

/** An end that is a pseudo-terminal under this name, passing every byte on unchanged. */
export const pty = (link: string) => `pty,raw,echo=0,link=${link}`

/** @param paths appear once the cable is there. @throws Error when socat is missing or does not start. */
export async function startCable(ends: readonly [string, string], paths: readonly string[]): Promise<Cable> {
  const socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((resolve) => {
    socat.once('exit', () => resolve())
    socat.once('error', () => resolve())
  })
  await linked(socat, paths)
  return {
    pid: socat.pid ?? 0,
    async pull() {
      socat.kill('SIGTERM')
      await gone
    },
  }
}

function linked(socat: ChildProcess, paths: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const giveUp = (reason: string) => {
      clearInterval(timer)
      socat.kill()
      reject(new Error(`${reason} ${said}`.trim()))
    }
    socat.stderr?.on('data', (text: Buffer) => {
      // What a program behind it says later is of no use here.
      if (said.length < 10_000) said += text.toString('utf8')
    })
    socat.once('error', (error) => giveUp(`socat did not start (${error.message}): install it with "apt-get install socat".`))
    socat.once('exit', (code) => giveUp(`socat ended with code ${code} before its ports were there:`))
    const deadlineMs = performance.now() + START_MS
    const timer = setInterval(() => {
      if (paths.every((path) => existsSync(path))) {
        clearInterval(timer)
        resolve()
      } else if (performance.now() > deadlineMs) giveUp(`socat made no ports within ${START_MS / 1000} seconds:`)
    }, 10)
  })
}
