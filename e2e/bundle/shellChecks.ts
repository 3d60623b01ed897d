/** What the built Electron shell promises. Each check throws when the promise is broken; mutants must break one. */
import { strict as assert } from 'node:assert'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Recorded } from './electronStub'
import { announceContents, answeredAfter, callMain, theWindow } from './startProgram'

/** Addresses that begin, end or look like ours and are not. */
const strangers = [
  'https://example.org/',
  'http://commonmast/',
  'file:///etc/passwd',
  'app://commonmast.evil/',
  'app://commonmast@evil/',
  'app://commonmast:8080/',
  'app://evil/app://commonmast/',
  'app://user@commonmast/',
  'javascript:alert(1)',
  'about:blank',
  'not an address',
]

const permissions = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'persistent-storage',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
] as const
const granted: readonly string[] = ['clipboard-sanitized-write', 'fullscreen', 'persistent-storage']

const expectedPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const shellChecks: Record<string, (recorded: Recorded) => void | Promise<void>> = {
  'the window is sandboxed, isolated and without Node'(recorded) {
    const { preload, ...preferences } = theWindow(recorded).options.webPreferences ?? {}
    assert.match(preload ?? '', /out[\\/]preload[\\/]index\.js$/)
    assert.deepEqual(preferences, {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
    assert.deepEqual(theWindow(recorded).loaded, ['app://commonmast/'])
  },

  'the scheme is standard and secure, and bypasses no policy'(recorded) {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    assert.deepEqual(recorded.schemes, [{ scheme: 'app', privileges }])
    assert.deepEqual([...recorded.protocolHandlers.keys()], ['app'])
  },

  async 'every page has the policy, with a nonce of its own'(recorded) {
    const nonces = new Set<string>()
    for (const address of ['app://commonmast/', 'app://commonmast/', 'app://commonmast/index.html']) {
      const response = await fetchPage(recorded, address)
      assert.equal(response.status, 200)
      const nonce = /<meta name="csp-nonce" content="([\w+/=]{22,})">/.exec(await response.text())?.[1] ?? 'none'
      const policy = response.headers.get('content-security-policy') ?? ''
      assert.equal(policy.replaceAll(nonce, 'N'), expectedPolicy)
      nonces.add(nonce)
    }
    assert.equal(nonces.size, 3)
  },

  async 'only the scripts of workers that are named for it may compile WebAssembly'(recorded) {
    const scripts = readdirSync(resolve('out/renderer/assets')).filter((name) => name.endsWith('.js'))
    const leave: string[] = []
    for (const name of scripts) {
      const policy = (await fetchPage(recorded, `app://commonmast/assets/${name}`)).headers.get('content-security-policy') ?? ''
      if (policy.includes('wasm-unsafe-eval')) leave.push(name)
      assert.equal(policy.replace(/nonce-[^']+/, 'nonce-N').replace(" 'wasm-unsafe-eval'", ''), expectedPolicy)
    }
    assert.deepEqual(
      leave,
      scripts.filter((name) => /^\w+\.wasm\.worker-/.test(name)),
    )
    assert.ok(leave.some((name) => name.startsWith('prove.wasm.worker-')))
    assert.ok(scripts.length > leave.length)
  },

  async 'only the page itself may ask for the camera, and nothing may ask for a microphone'(recorded) {
    const policyOf = async (path: string) =>
      (await fetchPage(recorded, `app://commonmast${path}`)).headers.get('permissions-policy')
    const others = 'microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()'
    assert.equal(await policyOf('/'), `camera=(self), ${others}`)
    const [script] = readdirSync(resolve('out/renderer/assets')).filter((name) => name.endsWith('.js'))
    for (const path of [`/assets/${script}`, '/nothing']) assert.equal(await policyOf(path), `camera=(), ${others}`)
  },

  async 'the protocol serves the built page and nothing beside it'(recorded) {
    for (const path of ['/%2e%2e/main/index.js', '/..%2f..%2fpackage.json', '/%5c..%5cmain', '/nothing', '/assets']) {
      assert.equal((await fetchPage(recorded, `app://commonmast${path}`)).status, 404)
    }
    assert.equal((await fetchPage(recorded, 'app://commonmast.evil/')).status, 403)
    assert.equal((await fetchPage(recorded, 'app://commonmast/', 'POST')).status, 403)
  },

  'no page leads anywhere else'(recorded) {
    const contents = announceContents(recorded)
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      assert.equal(contents.refuses(event, 'app://commonmast/#/fleet'), false)
      for (const address of strangers) assert.equal(contents.refuses(event, address), true, `${event} to ${address}`)
    }
    assert.equal(contents.refuses('will-attach-webview', 'app://commonmast/'), true)
    for (const address of [...strangers, 'app://commonmast/']) assert.equal(contents.opens(address), 'deny')
  },

  'permissions are refused, but for copying and keeping the database'(recorded) {
    const contents = theWindow(recorded).contents
    for (const permission of permissions) {
      const asked = (requestingUrl: string, isMainFrame: boolean) => {
        let answer: boolean | null = null
        const decide = (isGranted: boolean) => {
          answer = isGranted
        }
        recorded.permissionRequest?.(contents, permission, decide, { requestingUrl, isMainFrame })
        return answer
      }
      const checked = (origin: string) =>
        recorded.permissionCheck?.(contents, permission, origin, { isMainFrame: true, requestingUrl: origin })
      const expected = granted.includes(permission)
      assert.equal(asked('app://commonmast/', true), expected, `request for ${permission}`)
      assert.equal(checked('app://commonmast/'), expected, `check of ${permission}`)
      assert.equal(asked('app://commonmast/', false), false)
      for (const address of strangers) {
        assert.equal(asked(address, true), false, `${permission} for ${address}`)
        assert.equal(checked(address), false, `${permission} for ${address}`)
      }
    }
    assert.equal(recorded.devicePermission?.({ deviceType: 'usb', origin: 'app://commonmast', device: {} as never }), false)
  },

  async 'the camera is given to the page while its dialog is open, and nothing else ever'(recorded) {
    const { contents, contentsEvents } = theWindow(recorded)
    const given = (mediaTypes: ('video' | 'audio')[] | undefined, requestingUrl = 'app://commonmast/', isMainFrame = true) => {
      let answer: boolean | null = null
      const decide = (isGranted: boolean) => {
        answer = isGranted
      }
      recorded.permissionRequest?.(contents, 'media', decide, { requestingUrl, isMainFrame, ...(mediaTypes && { mediaTypes }) })
      return answer
    }
    const checked = (mediaType: 'video' | 'audio' | 'unknown' | undefined, origin = 'app://commonmast/') =>
      recorded.permissionCheck?.(contents, 'media', origin, { isMainFrame: true, ...(mediaType && { mediaType }) })
    const isCameraGiven = () => {
      assert.equal(checked('video'), given(['video']))
      for (const mediaTypes of [['audio'], ['video', 'audio'], [], undefined] as const) {
        assert.equal(given(mediaTypes && [...mediaTypes]), false, `request for ${mediaTypes}`)
      }
      for (const mediaType of ['audio', 'unknown', undefined] as const) assert.equal(checked(mediaType), false, mediaType)
      for (const address of strangers) {
        assert.equal(given(['video'], address), false, address)
        assert.equal(checked('video', address), false, address)
      }
      assert.equal(given(['video'], 'app://commonmast/', false), false)
      return given(['video'])
    }
    const open = (isDialogOpen: boolean) => callMain(recorded, 'camera.allow', { isDialogOpen })

    assert.equal(isCameraGiven(), false)
    await open(true)
    assert.equal(isCameraGiven(), true)
    await open(false)
    assert.equal(isCameraGiven(), false)
    for (const lose of [
      () => contentsEvents.emit('did-navigate', {}, 'app://commonmast/'),
      () => contentsEvents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 }),
    ]) {
      await open(true)
      assert.equal(isCameraGiven(), true)
      lose()
      assert.equal(isCameraGiven(), false)
    }
  },

  'the page talks with no other computer'(recorded) {
    assert.equal(announceContents(recorded).webRtcPolicy(), 'disable_non_proxied_udp')
    const isCancelled = (url: string) => {
      let cancelled: boolean | undefined
      recorded.requestFilter?.({ url } as never, ({ cancel }) => {
        cancelled = cancel
      })
      return cancelled
    }
    for (const url of ['app://commonmast/assets/index.js', 'blob:app://commonmast/1', 'data:,x']) {
      assert.equal(isCancelled(url), false, url)
    }
    const others = ['ws://127.0.0.1:8740/', 'https://example.org/', 'blob:https://example.org/1', 'ftp://example.org/']
    for (const url of [...others, ...strangers.slice(0, 8)]) assert.equal(isCancelled(url), true, url)
    assert.equal(recorded.proxy?.proxyRules, 'socks5://127.0.0.1:1')
    assert.equal(recorded.proxy?.proxyBypassRules, '<-loopback>')
  },

  'a page that left for nothing is fetched back'(recorded) {
    const window = theWindow(recorded)
    const before = window.loaded.length
    window.contentsEvents.emit('did-navigate', {}, 'app://commonmast/#/fleet')
    assert.equal(window.loaded.length, before)
    window.contentsEvents.emit('did-navigate', {}, 'about:blank')
    assert.deepEqual(window.loaded.slice(before), ['app://commonmast/'])
  },

  async 'a page that dies is loaded again and that is said, but not for ever'(recorded) {
    const window = theWindow(recorded)
    const die = async (reason: string) => {
      window.contentsEvents.emit('render-process-gone', {}, { reason, exitCode: 5 })
      await new Promise((done) => setImmediate(done))
    }
    const calls = since(window.calls)
    const messages = since(recorded.messages)
    await die('clean-exit')
    assert.deepEqual([calls(), messages()], [[], []])
    await die('crashed')
    await die('oom')
    assert.deepEqual(calls(), ['reload', 'reload'])
    const [first, second] = messages()
    assert.match(first?.message ?? '', /stopped unexpectedly/)
    assert.match(first?.detail ?? '', /records are whole/)
    assert.match(second?.message ?? '', /out of memory/)
    recorded.answers.push(0)
    await die('killed')
    assert.match(messages()[2]?.message ?? '', /3 times in a minute/)
    assert.equal(messages().length, 3)
  },

  async 'a page that hangs is asked about'(recorded) {
    const window = theWindow(recorded)
    const calls = since(window.calls)
    const messages = since(recorded.messages)
    recorded.answers.push(0, 1)
    for (let time = 0; time < 2; time++) {
      window.events.emit('unresponsive')
      await new Promise((done) => setImmediate(done))
    }
    assert.equal(messages().length, 2)
    assert.deepEqual(calls(), ['crash'])
  },

  async 'only the main frame of the page is heard'(recorded) {
    const main = { url: 'app://commonmast/', parent: null }
    const wrong = [
      ...strangers.map((url) => ({ senderFrame: { url, parent: null } })),
      { senderFrame: { url: 'app://commonmast/', parent: main } },
      { senderFrame: null },
      { sender: {}, senderFrame: main },
    ]
    assert.deepEqual(await answeredAfter(recorded, wrong), [1_000])
  },

  'a second start shows the first window'(recorded) {
    const calls = since(theWindow(recorded).calls)
    recorded.appEvents.emit('second-instance', {}, [], '')
    assert.deepEqual(calls(), ['restore', 'focus'])
  },
}

/** What came to a list from here on: the checks share one program. */
function since<T>(list: readonly T[]): () => T[] {
  const from = list.length
  return () => list.slice(from)
}

async function fetchPage(recorded: Recorded, url: string, method = 'GET'): Promise<Response> {
  const handler = recorded.protocolHandlers.get('app')
  if (!handler) throw new Error('there is no handler of app://')
  return handler({ url, method } as Parameters<typeof handler>[0])
}
