/** A real nats-server for a test, on loopback, ended by its own number. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export interface NatsServer {
  /** As the power would end it. */
  kill(): Promise<void>
  /** What it wrote to its log. */
  said(): string
}

const START_LIMIT_MS = 20_000

/** Debian keeps it where a user's PATH may not lead. */
const ENV = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` }

/** Whether the nats-server of this machine is of before 2.10, as Debian 12 has it. */
export function isOldNatsServer(): boolean {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(execFileSync('nats-server', ['-v'], { env: ENV, encoding: 'utf8' })) ?? []
  return Number(major) === 2 && Number(minor) < 10
}

/** @param configuration path of its configuration */
export async function startNatsServer(configuration: string): Promise<NatsServer> {
  const child = spawn('nats-server', ['-c', configuration], { stdio: ['ignore', 'pipe', 'pipe'], env: ENV })
  // A test that is cut off ends its server as well.
  const endWithUs = () => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const ended = once(child, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nats-server does not start: ${said}`)), START_LIMIT_MS)
    const listen = (chunk: Buffer) => {
      said += chunk
      if (!said.includes('Server is ready')) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}: ${said}`)))
  })
  return {
    kill: async () => {
      process.off('exit', endWithUs)
      child.kill('SIGKILL')
      await ended
    },
    said: () => said,
  }
}

/** A port of this computer that nobody listens at now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
