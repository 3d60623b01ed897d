/**
 * A stand-in for Electron, typed by the real electron.d.ts, that records what the bundle asks of it. Whatever is not
 * modelled here throws when it is touched, so the checks cannot pass by accident. It is not Electron.
 */
import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

type PermissionRequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type PermissionCheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type DevicePermissionHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type RequestFilter = NonNullable<Parameters<Electron.WebRequest['onBeforeRequest']>[0]>
type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1]

/** The keychain the stub offers. */
export type Keychain = 'gnome_libsecret' | 'basic_text' | 'none'

export interface StubOptions {
  hasInstanceLock?: boolean
  keychain?: Keychain
  /** What the first load of the page is rejected with. */
  loadFails?: { code: string }
}

/** A window as the bundle made it. */
export interface RecordedWindow {
  options: Electron.BrowserWindowConstructorOptions
  loaded: string[]
  contents: Electron.WebContents
  events: EventEmitter
  contentsEvents: EventEmitter
  sent: { channel: string; message: unknown }[]
  calls: string[]
}

export interface Recorded {
  appEvents: EventEmitter
  ipcEvents: EventEmitter
  calls: string[]
  userData: string | null
  schemes: Electron.CustomScheme[]
  protocolHandlers: Map<string, ProtocolHandler>
  permissionRequest: PermissionRequestHandler | null
  permissionCheck: PermissionCheckHandler | null
  devicePermission: DevicePermissionHandler | null
  requestFilter: RequestFilter | null
  proxy: Electron.ProxyConfig | null
  /** Message boxes that were shown, and how each is answered. */
  messages: Electron.MessageBoxOptions[]
  answers: number[]
  menu: Electron.MenuItemConstructorOptions[] | null
  windows: RecordedWindow[]
  sealed: string[]
  /** Settles when the first page is loaded, or with the text of an error box, or when the app quits. */
  started: Promise<'loaded' | 'quit'>
}

/** An object of which only the given members exist; any other throws. */
export function modelled<T extends object>(name: string, members: Partial<T>): T {
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'then') return undefined
      if (!Object.hasOwn(target, key)) throw new Error(`electron stub: ${name}.${key} is not modelled`)
      return target[key as keyof T]
    },
    set(_target, key) {
      throw new Error(`electron stub: ${name}.${String(key)} was set`)
    },
  }) as T
}

type Listening = Pick<Electron.App, 'on' | 'once' | 'off'>

/** on, once and off of an emitter. Electron declares one overload per event, which one function cannot spell. */
function listening<T>(events: EventEmitter): T {
  const add = (how: 'on' | 'once' | 'off') => (event: string, listener: (...args: unknown[]) => void) => {
    events[how](event, listener)
  }
  return { on: add('on'), once: add('once'), off: add('off') } as unknown as T
}

export function createElectronStub({ hasInstanceLock = true, keychain = 'gnome_libsecret', loadFails }: StubOptions = {}) {
  let settle: { resolve(how: 'loaded' | 'quit'): void; reject(error: Error): void } = { resolve() {}, reject() {} }
  const started = new Promise<'loaded' | 'quit'>((resolve, reject) => {
    settle = { resolve, reject }
  })
  const recorded: Recorded = {
    appEvents: new EventEmitter(),
    ipcEvents: new EventEmitter(),
    calls: [],
    userData: null,
    schemes: [],
    protocolHandlers: new Map(),
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    requestFilter: null,
    proxy: null,
    messages: [],
    answers: [],
    menu: null,
    windows: [],
    sealed: [],
    started,
  }

  const app = modelled<Electron.App>('app', {
    ...listening<Listening>(recorded.appEvents),
    requestSingleInstanceLock: () => hasInstanceLock,
    setPath(name, path) {
      if (name === 'userData') recorded.userData = path
    },
    getPath: (name) => `/home/${name}`,
    whenReady: async () => {
      recorded.calls.push('ready')
    },
    quit() {
      recorded.calls.push('quit')
      settle.resolve('quit')
    },
    exit(code) {
      recorded.calls.push(`exit ${code}`)
    },
  })

  const protocol = modelled<Electron.Protocol>('protocol', {
    registerSchemesAsPrivileged(schemes) {
      if (recorded.calls.includes('ready')) throw new Error('schemes must be registered before the app is ready')
      recorded.schemes.push(...schemes)
    },
    handle: (scheme, handler) => void recorded.protocolHandlers.set(scheme, handler),
  })

  const session = modelled<typeof Electron.session>('session', {
    defaultSession: modelled<Electron.Session>('session.defaultSession', {
      protocol,
      setPermissionRequestHandler(handler) {
        recorded.permissionRequest = handler
      },
      setPermissionCheckHandler(handler) {
        recorded.permissionCheck = handler
      },
      setDevicePermissionHandler(handler) {
        recorded.devicePermission = handler
      },
      webRequest: modelled<Electron.WebRequest>('session.webRequest', {
        onBeforeRequest(filter: unknown) {
          recorded.requestFilter = filter as RequestFilter
        },
      }),
      async setProxy(config) {
        recorded.proxy = config
      },
    }),
  })

  const safeStorage = modelled<Electron.SafeStorage>('safeStorage', {
    getSelectedStorageBackend: () => (keychain === 'none' ? 'unknown' : keychain),
    isAsyncEncryptionAvailable: async () => keychain !== 'none',
    async encryptStringAsync(text) {
      recorded.sealed.push(text)
      return Buffer.from(`sealed:${text}`)
    },
    decryptStringAsync: async (bytes) => ({ shouldReEncrypt: false, result: bytes.toString().replace(/^sealed:/, '') }),
  })

  function makeWindow(options: Electron.BrowserWindowConstructorOptions): Electron.BrowserWindow {
    const events = new EventEmitter()
    const contentsEvents = new EventEmitter()
    const window: RecordedWindow = { options, loaded: [], events, contentsEvents, sent: [], calls: [], contents: null as never }
    window.contents = modelled<Electron.WebContents>('webContents', {
      ...listening<Pick<Electron.WebContents, 'on' | 'once' | 'off'>>(contentsEvents),
      isDestroyed: () => false,
      reload: () => void window.calls.push('reload'),
      forcefullyCrashRenderer: () => void window.calls.push('crash'),
      async loadURL(address) {
        window.loaded.push(address)
      },
      send: (channel, message) => void window.sent.push({ channel, message }),
    })
    recorded.windows.push(window)
    return modelled<Electron.BrowserWindow>('BrowserWindow', {
      ...listening<Pick<Electron.BrowserWindow, 'on' | 'once' | 'off'>>(events),
      webContents: window.contents,
      isMinimized: () => true,
      restore: () => void window.calls.push('restore'),
      focus: () => void window.calls.push('focus'),
      show: () => void window.calls.push('show'),
      isDestroyed: () => window.calls.includes('destroy'),
      destroy: () => void window.calls.push('destroy'),
      async loadURL(address) {
        window.loaded.push(address)
        // Of an aborted load another took the place, and that one ends well.
        if (!loadFails || loadFails.code === 'ERR_ABORTED') settle.resolve('loaded')
        if (loadFails) throw Object.assign(new Error(`${loadFails.code} loading ${address}`), loadFails)
      },
    })
  }
  makeWindow.getAllWindows = () =>
    recorded.windows.map(({ calls }) =>
      modelled<Electron.BrowserWindow>('BrowserWindow', {
        isMinimized: () => true,
        restore: () => void calls.push('restore'),
        focus: () => void calls.push('focus'),
      }),
    )

  const electron = modelled<typeof Electron>('electron', {
    app,
    protocol,
    session,
    safeStorage,
    BrowserWindow: makeWindow as unknown as typeof Electron.BrowserWindow,
    ipcMain: modelled<Electron.IpcMain>('ipcMain', listening<Pick<Electron.IpcMain, 'on' | 'off'>>(recorded.ipcEvents)),
    Menu: modelled<typeof Electron.Menu>('Menu', {
      buildFromTemplate(template) {
        recorded.menu = template as Electron.MenuItemConstructorOptions[]
        return modelled<Electron.Menu>('menu', {})
      },
      setApplicationMenu: () => void recorded.calls.push('menu'),
    }),
    dialog: modelled<Electron.Dialog>('dialog', {
      showErrorBox: (title, content) => settle.reject(new Error(`${title}: ${content}`)),
      async showMessageBox(_window: unknown, options?: Electron.MessageBoxOptions) {
        if (options) recorded.messages.push(options)
        return { response: recorded.answers.shift() ?? 0, checkboxChecked: false }
      },
    }),
  })
  return { electron, recorded }
}
