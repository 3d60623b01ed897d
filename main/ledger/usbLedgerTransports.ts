/** Ledgers on USB, by node-hid. Its native code loads only here, so a machine without its library still starts. */
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { missingPackage } from '../devices/missingPackage'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import type { LedgerTransports } from './ledgerTransports'
import { loadUsbTransport } from './loadLedgerKits'

type UsbTransport = ReturnType<typeof loadUsbTransport>

/** hw-transport's names for the models whose name differs in the kit. */
const MODEL_IDS: Record<string, LedgerModelId> = {
  nanoS: 'nanoS',
  nanoSP: 'nanoSP',
  nanoX: 'nanoX',
  stax: 'stax',
  europa: 'flex',
  apex: 'apexp',
}

/** @param load for tests: a stand-in for node-hid's transport. */
export function createUsbLedgerTransports(
  load: () => Pick<UsbTransport, 'list' | 'open' | 'listen'> = loadUsbTransport,
  platform: NodeJS.Platform = process.platform,
): LedgerTransports {
  return {
    async list() {
      try {
        const paths: string[] = await load().list()
        return paths.map((path, index) => usbDevice(path, index, paths.length))
      } catch {
        return []
      }
    },
    async obstacle() {
      try {
        await load().list()
        return null
      } catch (error) {
        return cannotList(error)
      }
    },
    watch(onChange) {
      try {
        const watching = load().listen({ next: onChange, error: () => undefined, complete: () => undefined })
        return () => watching.unsubscribe()
      } catch {
        // What keeps it from being used is told by `obstacle`.
        return () => undefined
      }
    },
    async open(deviceId) {
      const path = deviceId.slice('usb:'.length)
      try {
        const usb = load()
        const transport = await usb.open(path)
        const model = transport.deviceModel
        return {
          transport: withRemoval(transport, usb, path),
          modelId: (model && MODEL_IDS[model.id]) ?? 'nanoSP',
          name: model?.productName ?? 'Ledger',
        }
      } catch (error) {
        throw cannotOpen(error, platform)
      }
    },
  }
}

function usbDevice(path: string, index: number, count: number): LedgerDeviceInfo {
  const name = count === 1 ? 'Ledger on USB' : `Ledger on USB (${index + 1} of ${count})`
  return { id: `usb:${path}`, kind: 'usb', name, simulated: false }
}

/** Hears of a pulled cable even while a read waits: then nothing waits for the device any more. */
function withRemoval(transport: HwTransport, usb: Pick<UsbTransport, 'listen'>, path: string): HwTransport {
  const listeners = new Set<() => void>()
  let removed = false
  const remove = () => {
    if (removed) return
    removed = true
    for (const listener of [...listeners]) listener()
  }
  transport.on('disconnect', remove)
  const watching = usb.listen({
    next: (event) => {
      if (event.type === 'remove' && event.descriptor === path) remove()
    },
    error: () => undefined,
    complete: () => undefined,
  })
  return {
    async exchange(apdu) {
      let onRemoval: () => void = () => undefined
      const pulled = new Promise<never>((_resolve, reject) => {
        onRemoval = () => reject(Object.assign(new Error('The cable was pulled'), { name: 'DisconnectedDeviceDuringOperation' }))
        listeners.add(onRemoval)
      })
      try {
        return await Promise.race([transport.exchange(apdu), pulled])
      } finally {
        listeners.delete(onRemoval)
      }
    },
    async close() {
      watching.unsubscribe()
      const closed = transport.close()
      // The transport would wait for an answer that cannot come.
      if (removed) closed.catch(() => undefined)
      else await closed
    },
    on: (_event, listener) => listeners.add(listener),
  }
}

function cannotList(error: unknown): Problem {
  const name = missingPackage(error)
  const advice =
    name === null
      ? 'start the console anew, and install it anew if it stays so'
      : `the package ${name} is missing: run "sudo apt install ${name}", then look again`
  return new Problem('ledger.no-usb', `Ledgers on USB cannot be used on this computer: ${advice}.`, { cause: error })
}

function cannotOpen(error: unknown, platform: NodeJS.Platform): Problem {
  const advice =
    platform === 'linux'
      ? 'on Linux it needs a udev rule: copy resources/udev/20-commonmast-ledger.rules to /etc/udev/rules.d, ' +
        'run "sudo udevadm control --reload-rules" and plug the Ledger in again'
      : 'close Ledger Wallet and every other program that uses it, unlock it and plug it in again'
  return new Problem('ledger.cannot-open', `The Ledger is there but could not be opened: ${advice}.`, { cause: error })
}
