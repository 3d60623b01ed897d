/** Another account's program on the console's port: it answers everything, with a script that tells on itself if it runs. */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

export interface Impostor {
  /** Paths that were asked for. */
  asked: string[]
  /** What pages said on the socket. */
  heard: string[]
  /** Whether a page ran what it was given. */
  hasRun(): boolean
  stop(): Promise<void>
}

const SCRIPT = 'fetch("/ran").catch(() => {}); self.skipWaiting && self.skipWaiting()'

export async function startImpostor(port: number): Promise<Impostor> {
  const asked: string[] = []
  const heard: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const isScript = path.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader('service-worker-allowed', '/')
    response.end(isScript ? SCRIPT : `<!doctype html><script>${SCRIPT}</script><h1>Impostor</h1>`)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      heard.push(String(data))
      const nonce = '0'.repeat(64)
      socket.send(JSON.stringify({ type: 'host-proof', nonce, proofs: { launch: nonce, installation: nonce } }))
      socket.send(JSON.stringify({ type: 'welcome', launchKey: nonce, installationKey: nonce, build: nonce }))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    asked,
    heard,
    hasRun: () => asked.includes('/ran'),
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
