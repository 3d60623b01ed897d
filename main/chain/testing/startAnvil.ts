/** A development chain of its own for a test: anvil on this computer, ended by its own number. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface Anvil {
  url: string
  /** A question that only a development chain answers, such as `evm_snapshot`. */
  rpc(method: string, params?: readonly unknown[]): Promise<unknown>
  stop(): Promise<void>
}

export interface AnvilOptions {
  chainId?: number
  port?: number
  /** Further flags, such as `--no-mining`. */
  flags?: readonly string[]
}

const START_LIMIT_MS = 20_000

export async function startAnvil({ chainId = 31_337, port = 0, flags = [] }: AnvilOptions = {}): Promise<Anvil> {
  const fixed = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId), '--threads', '1']
  const child = spawn(anvilBinary(), [...fixed, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`anvil does not start: ${said}`)), START_LIMIT_MS)
    const listen = (chunk: Buffer) => {
      said += chunk
      const [, address] = /Listening on (\S+)/.exec(said) ?? []
      if (address === undefined) return
      clearTimeout(timer)
      resolve(`http://${address}`)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`anvil ended with ${code}: ${said}`)))
  })
  return {
    url,
    rpc: (method, params = []) => ask(url, method, params),
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The package's own starter is a process around the binary, which would have to be ended as well. */
function anvilBinary(): string {
  const require = createRequire(join(__dirname, 'startAnvil.ts'))
  const { platform, arch } = process
  const system = platform === 'win32' ? 'win32' : platform
  const name = `@foundry-rs/anvil-${system}-${arch === 'x64' ? 'amd64' : arch}`
  const folder = dirname(
    require.resolve(`${name}/package.json`, { paths: [dirname(require.resolve('@foundry-rs/anvil/package.json'))] }),
  )
  return join(folder, 'bin', platform === 'win32' ? 'anvil.exe' : 'anvil')
}

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (error) throw new Error(`${method}: ${error.message}`)
  return result
}
