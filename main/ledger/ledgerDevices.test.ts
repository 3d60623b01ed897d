import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createEmulatorLedgerTransports } from './emulatorLedgerTransports'
import { createLedgerDevices } from './ledgerDevices'
import type { LedgerTransports } from './ledgerTransports'
import { createSimulatedLedger, type SimulatedLedgerOptions } from './simulatedLedger'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from './simulatedLedgerTransports'
import { createUsbLedgerTransports } from './usbLedgerTransports'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const TRANSFER = '0x02f00107843b9aca008504a817c8008252089411111111111111111111111111111111111111118814d1120d7b16000080c0'

function simulated(options: SimulatedLedgerOptions) {
  return createLedgerDevices({
    transports: [createSimulatedLedgerTransports({ signsForAnyChain: true, ...options })],
    closeTimeoutMs: 50,
  })
}

function signOn(ledger: ReturnType<typeof simulated>, deviceId = SIMULATED_LEDGER_ID, signal?: AbortSignal) {
  return ledger.use({ deviceId, signal }, ({ app }) => app.signTransaction(PATH, TRANSFER))
}

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe('a simulated Ledger', () => {
  test.each([
    [{ decision: 'reject' }, 'ledger.rejected', 'rejected'],
    [{ fault: 'wrong-app' }, 'ledger.wrong-app', 'Boilerplate'],
    [{ fault: 'locked' }, 'ledger.locked', 'PIN'],
    [{ fault: 'unplugged-while-signing' }, 'ledger.disconnected', 'plug it in'],
  ] as const)('%o fails as %s', async (options, code, advice) => {
    const failing = signOn(simulated(options))
    await expect(failing).rejects.toMatchObject({ code, message: expect.stringContaining(advice) })
  })

  test('can be used again after each failure', async () => {
    const ledger = simulated({ decision: 'reject' })
    await expect(signOn(ledger)).rejects.toMatchObject({ code: 'ledger.rejected' })
    await expect(signOn(ledger)).rejects.toMatchObject({ code: 'ledger.rejected' })
  })

  test('is used by one operation at a time', async () => {
    const ledger = simulated({ reviewMs: 60_000 })
    const first = new AbortController()
    const reviewing = deferred()
    const signing = ledger.use(
      {
        deviceId: SIMULATED_LEDGER_ID,
        signal: first.signal,
        onPrompt: ({ step }) => step === 'review-on-device' && reviewing.resolve(),
      },
      ({ app }) => app.signTransaction(PATH, TRANSFER),
    )
    const cancelled = expect(signing).rejects.toMatchObject({ code: 'ledger.cancelled' })
    await reviewing.promise
    await expect(signOn(ledger)).rejects.toMatchObject({ code: 'ledger.busy' })
    first.abort()
    await cancelled
    expect(await ledger.use({ deviceId: SIMULATED_LEDGER_ID }, ({ app }) => app.getAddress(PATH))).toBe(ADDRESS)
  })

  test('signs nothing for a call that was cancelled before', async () => {
    await expect(signOn(simulated({}), SIMULATED_LEDGER_ID, AbortSignal.abort())).rejects.toMatchObject({
      code: 'ledger.cancelled',
    })
  })
})

test('a device that does not let go stays busy until it does', async () => {
  const released = deferred()
  const stubborn: LedgerTransports = {
    list: async () => [{ id: 'stubborn', kind: 'usb', name: 'Ledger on USB', simulated: false }],
    open: async () => ({
      modelId: 'nanoSP',
      name: 'Ledger Nano S Plus',
      transport: { ...createSimulatedLedger(), close: () => released.promise },
    }),
  }
  const ledger = createLedgerDevices({ transports: [stubborn], closeTimeoutMs: 10 })
  const readAddress = () => ledger.use({ deviceId: 'stubborn' }, ({ app }) => app.getAddress(PATH))
  expect(await readAddress()).toBe(ADDRESS)
  await expect(readAddress()).rejects.toMatchObject({ code: 'ledger.busy' })
  released.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  expect(await readAddress()).toBe(ADDRESS)
})

test('a device that never answers can be cancelled', async () => {
  const mute: LedgerTransports = {
    list: async () => [{ id: 'mute', kind: 'usb', name: 'Ledger on USB', simulated: false }],
    open: async () => ({
      modelId: 'nanoSP',
      name: 'Ledger Nano S Plus',
      transport: { exchange: () => new Promise(() => undefined), close: () => new Promise(() => undefined), on: () => undefined },
    }),
  }
  const ledger = createLedgerDevices({ transports: [mute], closeTimeoutMs: 10 })
  const cancel = new AbortController()
  const reading = ledger.use(
    {
      deviceId: 'mute',
      signal: cancel.signal,
      onPrompt: ({ step }) => step === 'checking-app' && setImmediate(() => cancel.abort()),
    },
    ({ app }) => app.getAddress(PATH),
  )
  await expect(reading).rejects.toMatchObject({ code: 'ledger.cancelled' })
})

test('a device that is slow to open can be cancelled, and is closed once it is open', async () => {
  const opened = deferred()
  const closed = deferred()
  const slow: LedgerTransports = {
    list: async () => [{ id: 'slow', kind: 'usb', name: 'Ledger on USB', simulated: false }],
    open: async () => {
      await opened.promise
      const transport = { ...createSimulatedLedger(), close: async () => closed.resolve() }
      return { modelId: 'nanoSP', name: 'Ledger Nano S Plus', transport }
    },
  }
  const ledger = createLedgerDevices({ transports: [slow] })
  const cancel = new AbortController()
  const onPrompt = () => setImmediate(() => cancel.abort())
  const reading = ledger.use({ deviceId: 'slow', signal: cancel.signal, onPrompt }, ({ app }) => app.getAddress(PATH))
  await expect(reading).rejects.toMatchObject({ code: 'ledger.cancelled' })
  const readAddress = () => ledger.use({ deviceId: 'slow' }, ({ app }) => app.getAddress(PATH))
  await expect(readAddress()).rejects.toMatchObject({ code: 'ledger.busy' })
  opened.resolve()
  await closed.promise
  await new Promise((resolve) => setImmediate(resolve))
  expect(await readAddress()).toBe(ADDRESS)
})

test('the Ledger itself, with no app open, is told from an app', async () => {
  const menu: LedgerTransports = {
    list: async () => [{ id: 'menu', kind: 'usb', name: 'Ledger on USB', simulated: false }],
    open: async () => ({
      modelId: 'nanoSP',
      name: 'Ledger Nano S Plus',
      transport: {
        ...createSimulatedLedger(),
        exchange: async () => Buffer.from('0105424f4c4f5305312e342e30009000', 'hex'),
      },
    }),
  }
  const reading = createLedgerDevices({ transports: [menu] }).use({ deviceId: 'menu' }, ({ app }) => app.getAddress(PATH))
  await expect(reading).rejects.toMatchObject({
    code: 'ledger.wrong-app',
    message: expect.stringContaining('No Ethereum app is open'),
  })
})

test('a device that is not there is named as such', async () => {
  await expect(signOn(simulated({}), 'usb:/dev/hidraw7')).rejects.toMatchObject({ code: 'ledger.not-found' })
})

describe('USB', () => {
  const absent = () => {
    throw new Error('libusb-1.0.so.0: cannot open shared object file')
  }

  test('has no devices on a machine without its library', async () => {
    expect(await createUsbLedgerTransports(absent).list()).toEqual([])
  })

  /** node-hid's transport, with a cable that can be pulled while the device waits. */
  function cable() {
    let observer: { next(event: unknown): unknown } | undefined
    let watchers = 0
    const usb = {
      list: async () => ['/dev/hidraw3'],
      open: async () => ({
        ...createSimulatedLedger({ reviewMs: 60_000, signsForAnyChain: true }),
        deviceModel: { id: 'nanoX', productName: 'Ledger Nano X' },
      }),
      listen: (watching: typeof observer) => {
        observer = watching
        watchers++
        return { unsubscribe: () => watchers-- }
      },
    }
    const remove = (descriptor: string) => observer?.next({ type: 'remove', descriptor })
    return { load: () => usb as never, remove, watchers: () => watchers }
  }

  test('names the model once it is open, and stops listening for cables when it closes', async () => {
    const { load, watchers } = cable()
    const ledger = createLedgerDevices({ transports: [createUsbLedgerTransports(load)] })
    expect(await ledger.list()).toEqual([{ id: 'usb:/dev/hidraw3', kind: 'usb', name: 'Ledger on USB', simulated: false }])
    const used = await ledger.use({ deviceId: 'usb:/dev/hidraw3' }, async ({ app, name }) => {
      expect(watchers()).toBe(1)
      return [name, await app.getAddress(PATH)]
    })
    expect(used).toEqual(['Ledger Nano X', ADDRESS])
    expect(watchers()).toBe(0)
  })

  test('whose cable is pulled during the review ends the operation, though its read never returns, and is free again', async () => {
    const { load, remove } = cable()
    const ledger = createLedgerDevices({ transports: [createUsbLedgerTransports(load)] })
    const operation = {
      deviceId: 'usb:/dev/hidraw3',
      onPrompt: ({ step }: { step: string }) => step === 'review-on-device' && setTimeout(() => remove('/dev/hidraw3'), 100),
    }
    const signing = ledger.use(operation, ({ app }) => app.signTransaction(PATH, TRANSFER))
    await expect(signing).rejects.toMatchObject({ code: 'ledger.disconnected' })
    expect(await ledger.use({ deviceId: 'usb:/dev/hidraw3' }, ({ app }) => app.getAddress(PATH))).toBe(ADDRESS)
  })

  test('hears of a pulled cable, and only of its own', async () => {
    const { load, remove } = cable()
    const { transport } = await createUsbLedgerTransports(load).open('usb:/dev/hidraw3')
    const heard: string[] = []
    transport.on('disconnect', () => heard.push('gone'))
    remove('/dev/hidraw9')
    expect(heard).toEqual([])
    remove('/dev/hidraw3')
    expect(heard).toEqual(['gone'])
  })

  test.each([
    ['linux', 'udev rule'],
    ['darwin', 'close Ledger Wallet'],
  ] as const)('on %s a device that cannot be opened says what to do', async (platform, advice) => {
    const opening = createUsbLedgerTransports(absent, platform).open('usb:/dev/hidraw0')
    await expect(opening).rejects.toMatchObject({ code: 'ledger.cannot-open', message: expect.stringContaining(advice) })
  })
})

describe("Ledger's emulator", () => {
  const closers: (() => void)[] = []
  afterEach(() => {
    for (const close of closers.splice(0)) close()
  })

  /** Speculos's HTTP interface with the simulated device behind it. */
  async function startEmulator(): Promise<string> {
    const device = createSimulatedLedger({ signsForAnyChain: true })
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
        return
      }
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', async () => {
        const answer = await device.exchange(Buffer.from(JSON.parse(body).data, 'hex'))
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: answer.toString('hex') }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('signs over its HTTP interface', async () => {
    const ledger = createLedgerDevices({ transports: [createEmulatorLedgerTransports(await startEmulator())] })
    expect(await ledger.list()).toMatchObject([{ id: 'emulator', kind: 'emulator', simulated: true }])
    expect((await signOn(ledger, 'emulator')).signer).toBe(ADDRESS)
  })

  test('that is not running says so', async () => {
    const ledger = createLedgerDevices({ transports: [createEmulatorLedgerTransports('http://127.0.0.1:9')] })
    await expect(signOn(ledger, 'emulator')).rejects.toMatchObject({ code: 'ledger.cannot-open' })
  })

  test.each(['http://192.168.1.5:5000', 'https://127.0.0.1:5000', 'http://127.0.0.1.example.org:5000', 'speculos'])(
    '%s is refused: only this computer',
    (address) => {
      expect(() => createEmulatorLedgerTransports(address)).toThrow('on this computer')
    },
  )
})
