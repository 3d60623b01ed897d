/**
 * Bundle-contract tests: the built main process on a typed stub of Electron. They show what the bundle asks of Electron;
 * the flows in real Electron show what Electron makes of it.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mutation } from './loadBundle'
import { shellChecks } from './shellChecks'
import { answeredAfter, callMain, type StartedProgram, startProgram, theWindow } from './startProgram'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'ignore' })
}, 120_000)

async function using<T>(
  options: Parameters<typeof startProgram>[0],
  look: (program: StartedProgram) => Promise<T> | T,
): Promise<T> {
  const program = await startProgram(options)
  try {
    return await look(program)
  } finally {
    await program.stop()
  }
}

/** Names of the checks that the program, or its mutant, does not pass. */
function brokenChecks(mutation?: Mutation): Promise<string[]> {
  return using({ mutation }, async ({ recorded }) => {
    const broken: string[] = []
    for (const [name, check] of Object.entries(shellChecks)) {
      try {
        await check(recorded)
      } catch {
        broken.push(name)
      }
    }
    return broken
  })
}

describe('the built Electron shell', () => {
  for (const [name, check] of Object.entries(shellChecks)) {
    it(name, () => using({}, ({ recorded }) => check(recorded)))
  }

  it('leaves at once when another instance has the data folder', () =>
    using({ hasInstanceLock: false }, ({ recorded, how, dataDir }) => {
      expect(how).toBe('quit')
      expect(recorded.windows).toEqual([])
      expect(recorded.userData).toBe(join(dataDir, 'profile'))
    }))

  it('starts although another load took the place of its own, and does not where the page cannot be had', async () => {
    await using({ loadFails: { code: 'ERR_ABORTED' } }, ({ recorded }) => expect(theWindow(recorded).loaded).toHaveLength(1))
    await expect(using({ loadFails: { code: 'ERR_FAILED' } }, () => undefined)).rejects.toThrow('Commonmast cannot start')
  })

  it('closes where a page that keeps dying is not wanted again', () =>
    using({}, async ({ recorded }) => {
      const window = theWindow(recorded)
      recorded.answers.push(0, 0, 1)
      for (let time = 0; time < 3; time++) {
        window.contentsEvents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
        await new Promise((done) => setImmediate(done))
      }
      expect(window.calls).toEqual(['reload', 'reload', 'destroy'])
    }))

  it('has a menu of standard roles, without developer tools', () =>
    using({}, ({ recorded }) => {
      expect(JSON.stringify(recorded.menu)).toContain('"editMenu"')
      expect(JSON.stringify(recorded.menu)).not.toMatch(/devtools/i)
    }))

  it('seals the installation key with the keychain, and finds it again', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'commonmast-key-'))
    const readKey = async () => JSON.parse(await readFile(join(dataDir, 'installation.key'), 'utf8')) as Record<string, string>
    await using({ dataDir }, ({ recorded }) => expect(recorded.sealed).toHaveLength(1))
    const first = await readKey()
    expect(first.scheme).toBe('os-keychain')
    expect(Buffer.from(first.sealedKey ?? '', 'base64').toString()).toMatch(/^sealed:/)
    await using({ dataDir }, ({ recorded }) => expect(recorded.sealed).toHaveLength(0))
    expect(await readKey()).toEqual(first)
    await rm(dataDir, { recursive: true })
  })

  it.each(['basic_text', 'none'] as const)(
    'says that only file permissions guard the key when the keychain is %s',
    async (keychain) => {
      await using({ keychain }, async ({ recorded, dataDir }) => {
        expect(recorded.sealed).toEqual([])
        expect(await readFile(join(dataDir, 'installation.key'), 'utf8')).toContain('"file-permissions"')
      })
    },
  )

  it('does not answer a page that was reloaded with what the page before asked', () =>
    using({}, async ({ recorded }) => {
      const window = theWindow(recorded)
      const event = { sender: window.contents, senderFrame: { url: 'app://commonmast/', parent: null } }
      recorded.ipcEvents.emit('commonmast:message', event, { type: 'call', id: 1, name: 'app.info', input: {} })
      window.contentsEvents.emit('did-navigate')
      expect(await answeredAfter(recorded, [])).toEqual([1_000])
    }))

  it('gives the camera from the call that opens its dialog, and none once the dialog or the window is closed', () =>
    using({}, async ({ recorded }) => {
      const { contents, events } = theWindow(recorded)
      const isGiven = () =>
        recorded.permissionCheck?.(contents, 'media', 'app://commonmast/', { isMainFrame: true, mediaType: 'video' })
      expect(isGiven()).toBe(false)
      for (const isDialogOpen of [true, false, true]) {
        await callMain(recorded, 'camera.allow', { isDialogOpen })
        expect(isGiven()).toBe(isDialogOpen)
      }
      events.emit('closed')
      expect(isGiven()).toBe(false)
    }))

  it('hears nobody once its window is closed', () =>
    using({}, ({ recorded }) => {
      theWindow(recorded).events.emit('closed')
      expect(recorded.ipcEvents.listenerCount('commonmast:message')).toBe(0)
    }))
})

const mutants: Record<string, Mutation & { caughtBy: string }> = {
  'the sandbox off': {
    from: 'sandbox: true',
    to: 'sandbox: false',
    caughtBy: 'the window is sandboxed, isolated and without Node',
  },
  'context isolation off': {
    from: 'contextIsolation: true',
    to: 'contextIsolation: false',
    caughtBy: 'the window is sandboxed, isolated and without Node',
  },
  'Node in the page': {
    from: 'nodeIntegration: false',
    to: 'nodeIntegration: true',
    caughtBy: 'the window is sandboxed, isolated and without Node',
  },
  'the sender check removed': {
    from: 'event.sender === webContents && isTrustedSender(event)',
    to: 'event.sender === webContents',
    caughtBy: 'only the main frame of the page is heard',
  },
  'frames inside the page heard': {
    from: 'frame !== null && frame.parent === null && ',
    to: 'frame !== null && ',
    caughtBy: 'only the main frame of the page is heard',
  },
  'inline scripts allowed': {
    from: `"script-src 'self'"`,
    to: `"script-src 'self' 'unsafe-inline'"`,
    caughtBy: 'every page has the policy, with a nonce of its own',
  },
  'WebAssembly for every script': {
    from: 'socketOrigins, isWasmWorker(urlPath)',
    to: 'socketOrigins, urlPath.endsWith(".js")',
    caughtBy: 'only the scripts of workers that are named for it may compile WebAssembly',
  },
  'a nonce that never changes': {
    from: 'randomBytes)(16)',
    to: 'createHash)("sha256").digest()',
    caughtBy: 'every page has the policy, with a nonce of its own',
  },
  'a requested permission allowed': {
    from: 'asksForCameraAlone(details) || allowedPermissions.has(permission)) && ',
    to: 'asksForCameraAlone(details) || true) || ',
    caughtBy: 'permissions are refused, but for copying and keeping the database',
  },
  'a checked permission allowed': {
    from: '"video" || allowedPermissions.has(permission)) && ',
    to: '"video" || true) || ',
    caughtBy: 'permissions are refused, but for copying and keeping the database',
  },
  'the camera without its dialog': {
    from: 'camera.isOpen && asksForCameraAlone(details)',
    to: 'asksForCameraAlone(details)',
    caughtBy: 'the camera is given to the page while its dialog is open, and nothing else ever',
  },
  'the camera without its dialog, by a check': {
    from: 'camera.isOpen && mediaType',
    to: 'mediaType',
    caughtBy: 'the camera is given to the page while its dialog is open, and nothing else ever',
  },
  'a microphone beside the camera': {
    from: 'mediaTypes.every((type)',
    to: 'mediaTypes.some((type)',
    caughtBy: 'the camera is given to the page while its dialog is open, and nothing else ever',
  },
  'the camera left to a page that was loaded again': {
    from: 'camera.setOpen(false)',
    to: 'void 0',
    caughtBy: 'the camera is given to the page while its dialog is open, and nothing else ever',
  },
  'navigation judged by prefix': {
    from: 'if (!isAppUrl(event.url)) event.preventDefault();',
    to: 'if (!event.url.startsWith("app://commonmast")) event.preventDefault();',
    caughtBy: 'no page leads anywhere else',
  },
  'senders judged by prefix': {
    from: 'isAppUrl(frame.url)',
    to: 'frame.url.startsWith("app://commonmast")',
    caughtBy: 'only the main frame of the page is heard',
  },
  'WebRTC left on': {
    from: 'setWebRTCIPHandlingPolicy("disable_non_proxied_udp")',
    to: 'setWebRTCIPHandlingPolicy("default")',
    caughtBy: 'the page talks with no other computer',
  },
  'requests to anywhere': {
    from: 'cancel: !isOwnRequest(details.url)',
    to: 'cancel: false',
    caughtBy: 'the page talks with no other computer',
  },
  'a dead page left dead': {
    from: 'window.webContents.reload();\n\t\t\telectron',
    to: 'electron',
    caughtBy: 'a page that dies is loaded again and that is said, but not for ever',
  },
  'second windows allowed': { from: 'action: "deny"', to: 'action: "allow"', caughtBy: 'no page leads anywhere else' },
}

describe('a mutant of the built Electron shell is caught:', () => {
  it('while the program itself breaks no check', async () => {
    expect(await brokenChecks()).toEqual([])
  })

  for (const [name, { caughtBy, ...mutation }] of Object.entries(mutants)) {
    it(name, async () => {
      expect(await brokenChecks(mutation)).toContain(caughtBy)
    })
  }
})
