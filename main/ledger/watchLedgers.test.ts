import { expect, test } from 'vitest'
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import { createLedgerDevices } from './ledgerDevices'
import { createSimulatedLedgerTransports } from './simulatedLedgerTransports'
import { createUsbLedgerTransports } from './usbLedgerTransports'
import { createLedgerWatcher } from './watchLedgers'

/** node-hid's transport with a cable that comes and goes. */
function cable() {
  let paths: string[] = []
  let observer: { next(event: unknown): unknown } | undefined
  let watchers = 0
  const usb = {
    list: async () => paths,
    listen: (watching: typeof observer) => {
      observer = watching
      watchers++
      return { unsubscribe: () => watchers-- }
    },
  }
  const change = (next: string[]) => {
    paths = next
    observer?.next({ type: 'changed' })
  }
  return { load: () => usb as never, change, watchers: () => watchers }
}

test('a Ledger that comes or goes is told once, and nothing after watching stopped', async () => {
  const { load, change, watchers } = cable()
  const ledger = createLedgerDevices({ transports: [createUsbLedgerTransports(load), createSimulatedLedgerTransports({})] })
  const told: LedgerDeviceInfo[][] = []
  const watcher = createLedgerWatcher(ledger, (devices) => told.push(devices))
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  watcher.start()
  await settle()
  change(['/dev/hidraw3'])
  await settle()
  change(['/dev/hidraw3'])
  await settle()
  change([])
  await settle()
  expect(told.map((devices) => devices.map(({ kind }) => kind))).toEqual([['usb', 'simulated'], ['simulated']])
  watcher.stop()
  expect(watchers()).toBe(0)
  change(['/dev/hidraw4'])
  await settle()
  expect(told).toHaveLength(2)
})

test('a machine without the USB library is watched in vain, without a fault', () => {
  const absent = () => {
    throw new Error('libusb-1.0.so.0: cannot open shared object file')
  }
  const ledger = createLedgerDevices({ transports: [createUsbLedgerTransports(absent)] })
  const watcher = createLedgerWatcher(ledger, () => undefined)
  watcher.start()
  expect(() => watcher.stop()).not.toThrow()
})
