/** The real program, served without a window on a port and data folder of its own, for flows, the tour and the bench. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ConsoleUnderTest {
  /** Address with its token; opening it signs the browser in. */
  url: string
  dataDir: string
  /** Its process. */
  pid: number
  /** All that it has written to its standard output and error. */
  output(): string
  /** Resolves when it has ended, whatever ended it. */
  ended: Promise<void>
  /** Ends it at once, without a chance to tidy up; its data folder stays. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 20_000

/** Starts the built browser shell. @throws Error with the program's own words when it does not come up. */
export async function startConsole(options: {
  programDir: string
  demo?: boolean
  env?: NodeJS.ProcessEnv
  /** Of an earlier console that was killed, with its port, to start it again. */
  again?: ConsoleUnderTest
}): Promise<ConsoleUnderTest> {
  const dataDir = options.again?.dataDir ?? (await mkdtemp(join(tmpdir(), 'commonmast-e2e-')))
  const port = options.again ? new URL(options.again.url).port : '0'
  const args = [join(options.programDir, 'out/main/browser.js'), '--serve', '--port', port, '--data', dataDir]
  const child = spawn(process.execPath, options.demo ? [...args, '--demo'] : args, {
    cwd: options.programDir,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString()
    })
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await readAddress(child)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    output: () => written,
    ended,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The console did not start in ${START_TIMEOUT_MS / 1000} s: ${said}`))
    }, START_TIMEOUT_MS)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`The console ended with ${code}: ${said}`))
    })
  })
}
