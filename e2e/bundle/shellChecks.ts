/** What the built Electron shell promises. Each check throws when the promise is broken; mutants must break one. */
import { strict as assert } from 'node:assert'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Recorded } from './electronStub'
import { announceContents, answeredAfter, theWindow } from './startProgram'

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
    recorded.appEvents.emit('second-instance', {}, [], '')
    assert.deepEqual(theWindow(recorded).calls, ['restore', 'focus'])
  },
}

async function fetchPage(recorded: Recorded, url: string, method = 'GET'): Promise<Response> {
  const handler = recorded.protocolHandlers.get('app')
  if (!handler) throw new Error('there is no handler of app://')
  return handler({ url, method } as Parameters<typeof handler>[0])
}
