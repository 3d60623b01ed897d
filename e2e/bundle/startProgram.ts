/** Starts the built main process on the stub, in a data folder of its own. */
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type * as Electron from 'electron'
import { createElectronStub, modelled, type Recorded, type RecordedWindow, type StubOptions } from './electronStub'
import { loadBundle, type Mutation } from './loadBundle'

export interface StartedProgram {
  recorded: Recorded
  dataDir: string
  how: 'loaded' | 'quit'
  stop(): Promise<void>
}

export async function startProgram(
  options: StubOptions & { mutation?: Mutation; dataDir?: string } = {},
): Promise<StartedProgram> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'commonmast-bundle-')))
  const { electron, recorded } = createElectronStub(options)
  const argv = process.argv
  process.argv = ['electron', '.', '--data', dataDir]
  try {
    loadBundle(resolve('out/main/index.js'), electron, options.mutation)
  } finally {
    process.argv = argv
  }
  const how = await recorded.started
  return {
    recorded,
    dataDir,
    how,
    async stop() {
      if (how === 'loaded') await quit(recorded)
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Quits as Electron does: will-quit is held back until the console is closed, and then quit is called. */
async function quit(recorded: Recorded): Promise<void> {
  const before = recorded.calls.length
  recorded.appEvents.emit('will-quit', { preventDefault() {} })
  while (!recorded.calls.slice(before).includes('quit')) await new Promise((done) => setImmediate(done))
}

export function theWindow({ windows }: Recorded): RecordedWindow {
  const [window, ...more] = windows
  if (!window || more.length > 0) throw new Error(`there are ${windows.length} windows, not one`)
  return window
}

/** New contents of any kind, as announced to the app. */
export function announceContents(recorded: Recorded) {
  const events = new EventEmitter()
  let openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null
  let webRtcPolicy = 'default'
  const contents = modelled<Electron.WebContents>('webContents', {
    on: ((event: string, listener: (...args: unknown[]) => void) => events.on(event, listener)) as never,
    setWindowOpenHandler(handler) {
      openHandler = handler
    },
    setWebRTCIPHandlingPolicy(policy) {
      webRtcPolicy = policy
    },
  })
  recorded.appEvents.emit('web-contents-created', {}, contents)
  return {
    /** Whether the bundle refuses the event. */
    refuses(event: string, url: string): boolean {
      let refused = false
      events.emit(event, {
        url,
        preventDefault() {
          refused = true
        },
      })
      return refused
    },
    webRtcPolicy: () => webRtcPolicy,
    opens: (url: string) => openHandler?.({ url } as Electron.HandlerDetails).action ?? 'unguarded',
  }
}

const ANSWERED_WITHIN_MS = 10_000

let calls = 1_000_000

/** Calls main from the page and waits for the answer, which is taken out of what was sent. */
export async function callMain(recorded: Recorded, name: string, input: object): Promise<void> {
  const window = theWindow(recorded)
  const id = ++calls
  const event = { sender: window.contents, senderFrame: { url: 'app://commonmast/', parent: null } }
  recorded.ipcEvents.emit('commonmast:message', event, { type: 'call', id, name, input })
  const latest = performance.now() + ANSWERED_WITHIN_MS
  const place = () => window.sent.findIndex(({ message }) => (message as { id?: number }).id === id)
  while (place() < 0) {
    if (performance.now() > latest) throw new Error(`main did not answer ${name}`)
    await new Promise((done) => setImmediate(done))
  }
  window.sent.splice(place(), 1)
}

/** Sends a message as a frame would, and says which calls were answered once a rightful one has been. */
export async function answeredAfter(
  recorded: Recorded,
  senders: { sender?: unknown; senderFrame: unknown }[],
): Promise<number[]> {
  const window = theWindow(recorded)
  const ask = (id: number, event: object) =>
    recorded.ipcEvents.emit(
      'commonmast:message',
      { sender: window.contents, ...event },
      { type: 'call', id, name: 'app.info', input: {} },
    )
  for (const [index, event] of senders.entries()) ask(index, event)
  const rightful = 1_000
  ask(rightful, { senderFrame: { url: 'app://commonmast/', parent: null } })
  // Events, such as a change of the ports, go to the window too and answer nobody.
  const answered = () => window.sent.flatMap(({ message }) => (message as { id?: number }).id ?? [])
  // By time and not by turns: some answers wait for files.
  const latest = performance.now() + ANSWERED_WITHIN_MS
  while (performance.now() < latest && !answered().includes(rightful)) await new Promise((done) => setImmediate(done))
  return answered()
}
