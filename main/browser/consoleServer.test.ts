import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Console, createConsole } from '../services/composeHandlers'
import { filePermissionsBox } from '../storage/secretBox'
import { type ConsoleServer, startConsoleServer } from './consoleServer'
import { openHostKeys, proofBy } from './hostKeys'
import { openProvedSocket } from './testing/openProvedSocket'

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
    keys: await openHostKeys(join(folder, 'console.key')),
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

/** Of the page, with the key of the launch. */
function pathOf(path = '/', one = server): string {
  return `${new URL(one.url).pathname.slice(0, -1)}${path}`
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
  it('is the key of the launch in the path, and leaves nothing with the browser that another port receives', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{64}\/$/)
    const page = await get(pathOf())
    expect(page.status).toBe(200)
    expect(page.body).toContain('console')
    expect(page.headers['set-cookie']).toBeUndefined()
    expect((await get(pathOf('/assets/app.js'))).body).toBe('1')
  })

  it('leads to the demo when asked', async () => {
    expect((await start({ demo: true })).url).toMatch(/\/#\/\?demo=1$/)
  })

  it('has another key at every launch, and one of the installation for its pages, which others cannot read', async () => {
    const [first, second] = [await openHostKeys(join(folder, 'console.key')), await openHostKeys(join(folder, 'console.key'))]
    expect(first.launch).not.toBe(second.launch)
    expect(first.installation).toBe(second.installation)
    expect((await stat(join(folder, 'console.key'))).mode & 0o777).toBe(0o600)
  })

  it('tells what the program consists of', async () => {
    const { body } = await get(pathOf('/shell-files.json'))
    expect(Object.keys(JSON.parse(body))).toEqual(['/assets/app.js', '/index.html'])
    expect(JSON.parse(body)['/assets/app.js']).toBe(createHash('sha256').update('1').digest('hex'))
  })

  it('gives every page its own nonce, in the policy and in the page', async () => {
    const pages = [await get(pathOf()), await get(pathOf())]
    const nonces = pages.map(({ body }) => /<meta name="csp-nonce" content="([^"]+)">/.exec(body)?.[1])
    expect(new Set(nonces).size).toBe(2)
    pages.forEach((page, index) => {
      expect(page.headers['content-security-policy']).toContain(`'nonce-${nonces[index]}'`)
      expect(page.headers['content-security-policy']).not.toContain('unsafe')
    })
  })
})

it('[QR7] only the page itself may ask the browser for the camera, and nothing may ask for a microphone', async () => {
  const policyOf = async (path: string) => (await get(path)).headers['permissions-policy']
  const others = 'microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()'
  expect(await policyOf(pathOf())).toBe(`camera=(self), ${others}`)
  for (const path of [pathOf('/assets/app.js'), pathOf('/nothing'), pathOf('/shell-files.json'), '/']) {
    expect(await policyOf(path), path).toBe(`camera=(), ${others}`)
  }
})

describe('what is refused', () => {
  it('everything without the key, with a page a person can read', async () => {
    const wrong = 'a'.repeat(64)
    const paths = [
      '/',
      '/index.html',
      '/assets/app.js',
      '/nothing',
      `/${wrong}/`,
      `/${wrong}/assets/app.js`,
      pathOf().slice(0, -1),
    ]
    for (const path of [...paths, `//${pathOf()}`, `/?token=${wrong}`, `/x${pathOf()}`]) {
      const answer = await get(path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.body).toContain('open the address that npm start printed last')
    }
  })

  it('a foreign host name, even with the key: DNS rebinding', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, `localhost:${server.port}`, '127.0.0.1']) {
      expect((await get(pathOf(), { host })).status).toBe(421)
    }
  })

  it('a foreign origin, even with the key', async () => {
    for (const foreign of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${server.port}0`,
      `https://127.0.0.1:${server.port}`,
    ]) {
      expect((await get(pathOf(), { origin: foreign })).status).toBe(403)
    }
  })

  it('scripts and pictures that a page on another port asks for', async () => {
    const headers = { 'sec-fetch-mode': 'no-cors' }
    for (const site of ['same-site', 'cross-site']) {
      expect((await get(pathOf('/assets/app.js'), { ...headers, 'sec-fetch-site': site })).status).toBe(403)
    }
    expect((await get(pathOf('/assets/app.js'), { ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('methods other than GET and HEAD', async () => {
    expect((await get(pathOf(), {}, 'POST')).status).toBe(405)
    expect(await get(pathOf(), {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('paths that lead out of the renderer folder', async () => {
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
      const answer = await get(pathOf(path))
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
    const socket = await openProvedSocket(server.url)
    socket.send(JSON.stringify({ type: 'call', id: 7, name: 'app.info', input: {} }))
    const [data] = await once(socket, 'message')
    expect(JSON.parse(String(data))).toMatchObject({
      ...{ type: 'reply', id: 7, ok: true },
      value: { version: '9.9.9', shell: 'browser' },
    })
    expect(server.connections()).toBe(1)
    socket.close()
    await expect.poll(() => server.connections()).toBe(0)
  })

  it('is refused without an origin, from a foreign page and under a foreign name', async () => {
    expect(await refusedStatus(openSocket({}))).toBe(403)
    expect(await refusedStatus(openSocket({ origin: 'http://evil.example' }))).toBe(403)
    expect(await refusedStatus(openSocket({ origin: origin(), host: 'evil.example' }))).toBe(421)
    expect(await refusedStatus(openSocket({ origin: origin() }, '/other'))).toBe(403)
    expect(server.connections()).toBe(0)
  })

  it('says nothing of the contract to a window that cannot prove itself, and closes it', async () => {
    const wrongKey = { type: 'page-proof', key: 'launch', proof: 'a'.repeat(64) }
    const call = { type: 'call', id: 1, name: 'app.info', input: {} }
    const hello = { type: 'hello', nonce: 'b'.repeat(64) }
    for (const says of [
      [call],
      [hello, call],
      [hello, wrongKey],
      [hello, { ...wrongKey, key: 'other' }],
      [wrongKey],
      [hello, hello],
    ]) {
      const socket = openSocket({ origin: origin() })
      const heard: string[] = []
      socket.on('message', (data) => heard.push(JSON.parse(String(data)).type))
      await once(socket, 'open')
      for (const message of says) socket.send(JSON.stringify(message))
      expect((await once(socket, 'close'))[0]).toBe(4401)
      expect(heard.filter((type) => type !== 'host-proof')).toEqual([])
    }
    expect(server.connections()).toBe(0)
  })

  it('takes no proof that was made for another port, or that is a repetition of its own', async () => {
    const launch = new URL(server.url).pathname.split('/')[1] ?? ''
    const pageNonce = 'b'.repeat(64)
    for (const [who, at] of [
      ['page', 'http://127.0.0.1:1'],
      ['host', origin()],
    ] as const) {
      const socket = openSocket({ origin: origin() })
      await once(socket, 'open')
      socket.send(JSON.stringify({ type: 'hello', nonce: pageNonce }))
      const [data] = await once(socket, 'message')
      const hostNonce = JSON.parse(String(data)).nonce as string
      const proof = proofBy(launch, { who, origin: at, pageNonce, hostNonce })
      socket.send(JSON.stringify({ type: 'page-proof', key: 'launch', proof }))
      expect((await once(socket, 'close'))[0]).toBe(4401)
    }
  })

  it('waits neither long nor for many windows that do not prove themselves, and reads little of them', async () => {
    const patient = await start({ limits: { proofMs: 100, strangers: 3, heartbeatMs: 10_000 } })
    const at = `http://127.0.0.1:${patient.port}`
    const open = async () => {
      const socket = new WebSocket(`${at.replace('http', 'ws')}/socket`, { headers: { origin: at } })
      const closed = once(socket, 'close').then(([code]) => code as number)
      await once(socket, 'open')
      return { socket, closed }
    }
    const waiting = await Promise.all([1, 2, 3, 4].map(open))
    expect((await Promise.all(waiting.map(({ closed }) => closed))).sort()).toEqual([1013, 4401, 4401, 4401])
    const talker = await open()
    talker.socket.send('x'.repeat(5_000))
    expect(await talker.closed).toBe(1009)
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
    expect((await get(pathOf())).status).toBe(200)
    const lingering = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true })
    lingering.on('error', () => undefined)
    lingering.resume().write(upgrade)
    await once(lingering, 'end')
    await server.close()
    lingering.destroy()
  })

  it('closes on a frame beyond the limit and on what is not JSON', async () => {
    const frames: [string | Buffer, number][] = [
      ['x'.repeat(10_001), 1009],
      ['['.repeat(9_000), 1009],
      [`{"type":"call","id":1,"name":"app.info","input":${'['.repeat(80)}${']'.repeat(80)}}`, 1009],
      ['not json', 1003],
      [Buffer.from('{}'), 1003],
    ]
    for (const [frame, expected] of frames) {
      const socket = openSocket({ origin: origin() })
      await once(socket, 'open')
      socket.send(frame)
      const [code] = await once(socket, 'close')
      expect(code).toBe(expected)
    }
  })

  it('drops a window that no longer answers', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket`, {
      headers: { origin: origin() },
      autoPong: false,
    })
    await once(socket, 'open')
    const [code] = await once(socket, 'close')
    expect(code).toBe(1006)
  })

  it('hears that the console is closing', async () => {
    const socket = openSocket({ origin: origin() })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await server.close()
    expect((await closed)[0]).toBe(1001)
  })
})
