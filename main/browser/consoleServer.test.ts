import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Console, createConsole } from '../services/composeHandlers'
import { filePermissionsBox } from '../storage/secretBox'
import { type ConsoleServer, startConsoleServer } from './consoleServer'

let folder: string
let running: Console
let server: ConsoleServer
const extra: ConsoleServer[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-server-'))
  await mkdir(join(folder, 'renderer/assets'), { recursive: true })
  await writeFile(join(folder, 'renderer/index.html'), '<!doctype html><html><head></head><body>console</body></html>')
  await writeFile(join(folder, 'renderer/assets/app.js'), '1')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(folder, 'renderer/link.txt'))
  running = await createConsole({ dataDir: folder, shell: 'browser', version: '9.9.9', secretBox: filePermissionsBox })
  server = await start({})
})
afterEach(async () => {
  for (const one of extra.splice(0)) await one.close()
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(options: Partial<Parameters<typeof startConsoleServer>[0]>): Promise<ConsoleServer> {
  const one = await startConsoleServer({
    dispatcher: running.dispatcher,
    rendererDir: join(folder, 'renderer'),
    port: 0,
    limits: { frameBytes: 10_000, heartbeatMs: 50 },
    ...options,
  })
  extra.push(one)
  return one
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** A raw request: the path goes out as written, with whatever headers. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET', port = server.port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += String(chunk)
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

function ticketOf(one: ConsoleServer): string {
  return one.url.slice(one.url.indexOf('/?'))
}

async function cookie(one = server): Promise<string> {
  const { headers } = await get(ticketOf(one), {}, 'GET', one.port)
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

function openSocket(headers: Record<string, string>, path = '/socket'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
}

async function refusedStatus(socket: WebSocket): Promise<number> {
  socket.on('error', () => undefined)
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  return response.statusCode
}

const origin = () => `http://127.0.0.1:${server.port}`

describe('the way in', () => {
  it('exchanges the token of the address for a cookie and takes it out of the address', async () => {
    const { status, headers } = await get(ticketOf(server))
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']?.[0]).toMatch(/^commonmast_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const page = await get('/', { cookie: await cookie() })
    expect(page).toMatchObject({ status: 200 })
    expect(page.body).toContain('console')
  })

  it('leads to the demo when asked', async () => {
    const demo = await start({ demo: true })
    expect((await get(ticketOf(demo), {}, 'GET', demo.port)).headers.location).toBe('/#/?demo=1')
  })

  it('opens one window only when the address stood in a process list', async () => {
    const once = await start({ singleUse: true })
    expect((await get(ticketOf(once), {}, 'GET', once.port)).status).toBe(303)
    expect((await get(ticketOf(once), {}, 'GET', once.port)).status).toBe(401)
  })

  it('gives every page its own nonce, in the policy and in the page', async () => {
    const headers = { cookie: await cookie() }
    const pages = [await get('/', headers), await get('/', headers)]
    const nonces = pages.map(({ body }) => /<meta name="csp-nonce" content="([^"]+)">/.exec(body)?.[1])
    expect(new Set(nonces).size).toBe(2)
    pages.forEach((page, index) => {
      expect(page.headers['content-security-policy']).toContain(`'nonce-${nonces[index]}'`)
      expect(page.headers['content-security-policy']).not.toContain('unsafe')
    })
  })
})

describe('what is refused', () => {
  it('everything without the token, with a page a person can read', async () => {
    for (const path of ['/', '/index.html', '/assets/app.js', '/nothing']) {
      const answer = await get(path)
      expect(answer.status).toBe(401)
      expect(answer.body).toContain('open the address that npm start printed last')
    }
  })

  it('a wrong token, in the address and in the cookie', async () => {
    expect((await get(`/?token=${'A'.repeat(43)}`)).status).toBe(401)
    expect((await get('/?token=')).status).toBe(401)
    expect((await get('/', { cookie: `commonmast_${server.port}=${'A'.repeat(43)}` })).status).toBe(401)
    const ticket = new URL(server.url).searchParams.get('token') ?? ''
    expect((await get('/', { cookie: `commonmast_${server.port}=${ticket}` })).status).toBe(401)
  })

  it('a foreign host name, even with the cookie: DNS rebinding', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, `localhost:${server.port}`, '127.0.0.1']) {
      expect((await get('/', { host, cookie: await cookie() })).status).toBe(421)
      expect((await get(ticketOf(server), { host })).status).toBe(421)
    }
  })

  it('a foreign origin, even with the cookie', async () => {
    for (const foreign of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${server.port}0`,
      `https://127.0.0.1:${server.port}`,
    ]) {
      expect((await get('/', { origin: foreign, cookie: await cookie() })).status).toBe(403)
    }
  })

  it('scripts and pictures that a page on another port asks for, although the browser adds the cookie', async () => {
    const headers = { cookie: await cookie(), 'sec-fetch-mode': 'no-cors' }
    for (const site of ['same-site', 'cross-site']) {
      expect((await get('/assets/app.js', { ...headers, 'sec-fetch-site': site })).status).toBe(403)
    }
    expect((await get('/assets/app.js', { ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('methods other than GET and HEAD', async () => {
    expect((await get('/', { cookie: await cookie() }, 'POST')).status).toBe(405)
    expect(await get('/', { cookie: await cookie() }, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('paths that lead out of the renderer folder', async () => {
    const headers = { cookie: await cookie() }
    const paths = [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%5c..%5csecret.txt',
      '//secret.txt',
      '/link.txt',
      '/%00',
      '/%',
      '/assets',
    ]
    for (const path of paths) {
      const answer = await get(path, headers)
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.body).not.toContain('secret')
    }
  })

  it('a port that is taken, with what to do', async () => {
    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'port.taken', message: /--port N/ })
  })

  it('other computers: it listens on the loopback address only', async () => {
    const elsewhere = connect({ host: '127.0.0.2', port: server.port })
    const [problem] = (await once(elsewhere, 'error')) as [NodeJS.ErrnoException]
    expect(problem.code).toBe('ECONNREFUSED')
  })
})

describe('the socket', () => {
  it('answers calls of the contract', async () => {
    const socket = openSocket({ origin: origin(), cookie: await cookie() })
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'call', id: 7, name: 'app.info', input: {} }))
    const [data] = await once(socket, 'message')
    expect(JSON.parse(String(data))).toMatchObject({
      type: 'reply',
      id: 7,
      ok: true,
      value: { version: '9.9.9', shell: 'browser' },
    })
    expect(server.connections()).toBe(1)
    socket.close()
    await once(socket, 'close')
  })

  it('is refused without the cookie, without an origin, from a foreign page and under a foreign name', async () => {
    const good = await cookie()
    expect(await refusedStatus(openSocket({ origin: origin() }))).toBe(401)
    expect(await refusedStatus(openSocket({ origin: origin(), cookie: `commonmast_${server.port}=x` }))).toBe(401)
    expect(await refusedStatus(openSocket({ cookie: good }))).toBe(403)
    expect(await refusedStatus(openSocket({ cookie: good, origin: 'http://evil.example' }))).toBe(403)
    expect(await refusedStatus(openSocket({ cookie: good, origin: origin(), host: 'evil.example' }))).toBe(421)
    expect(await refusedStatus(openSocket({ cookie: good, origin: origin() }, '/other'))).toBe(403)
    expect(server.connections()).toBe(0)
  })

  it('outlives connections that are reset while it refuses them, and ends while refused ones stay half open', async () => {
    const upgrade = `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    for (let count = 0; count < 20; count++) {
      const stranger = connect({ host: '127.0.0.1', port: server.port })
      stranger.on('error', () => undefined)
      await once(stranger, 'connect')
      stranger.write(upgrade)
      if (count % 2 === 0) await once(stranger, 'data')
      stranger.resetAndDestroy()
    }
    expect((await get('/', { cookie: await cookie() })).status).toBe(200)
    const lingering = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true })
    lingering.on('error', () => undefined)
    lingering.resume().write(upgrade)
    await once(lingering, 'end')
    await server.close()
    lingering.destroy()
  })

  it('closes on a frame beyond the limit and on what is not JSON', async () => {
    const headers = { origin: origin(), cookie: await cookie() }
    const frames: [string | Buffer, number][] = [
      ['x'.repeat(10_001), 1009],
      ['['.repeat(9_000), 1009],
      [`{"type":"call","id":1,"name":"app.info","input":${'['.repeat(80)}${']'.repeat(80)}}`, 1009],
      ['not json', 1003],
      [Buffer.from('{}'), 1003],
    ]
    for (const [frame, expected] of frames) {
      const socket = openSocket(headers)
      await once(socket, 'open')
      socket.send(frame)
      const [code] = await once(socket, 'close')
      expect(code).toBe(expected)
    }
  })

  it('drops a window that no longer answers', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket`, {
      headers: { origin: origin(), cookie: await cookie() },
      autoPong: false,
    })
    await once(socket, 'open')
    const [code] = await once(socket, 'close')
    expect(code).toBe(1006)
  })

  it('hears that the console is closing', async () => {
    const socket = openSocket({ origin: origin(), cookie: await cookie() })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await server.close()
    expect((await closed)[0]).toBe(1001)
  })
})
