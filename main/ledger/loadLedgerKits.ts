/**
 * Loads Ledger's packages as CommonJS, the only form in which they work: their ESM output imports folders. `require`
 * from here does the same under vitest, in the bundled main process and in Electron, and loads nothing (about a second
 * of work) before a Ledger is used.
 */
import { createRequire } from 'node:module'

const requireCommonJs = createRequire(import.meta.url)

export interface LedgerKits {
  management: typeof import('@ledgerhq/device-management-kit')
  signer: typeof import('@ledgerhq/device-signer-kit-ethereum')
  context: typeof import('@ledgerhq/context-module')
  purify: typeof import('purify-ts')
  rxjs: typeof import('rxjs')
}

let kits: LedgerKits | undefined

export function loadLedgerKits(): LedgerKits {
  kits ??= {
    management: requireCommonJs('@ledgerhq/device-management-kit'),
    signer: requireCommonJs('@ledgerhq/device-signer-kit-ethereum'),
    context: requireCommonJs('@ledgerhq/context-module'),
    purify: requireCommonJs('purify-ts'),
    rxjs: requireCommonJs('rxjs'),
  }
  return kits
}

type DefaultExport<Module> = Module extends { default: infer Default } ? Default : never

/** Ledger's transports export a class by default; whether `default` is there depends on the loader. */
function defaultExport<Module extends { default: unknown }>(loaded: Module): DefaultExport<Module> {
  return (loaded.default ?? loaded) as DefaultExport<Module>
}

/** Loads native code; throws where the machine lacks the library for it. */
export function loadUsbTransport() {
  return defaultExport(requireCommonJs('@ledgerhq/hw-transport-node-hid') as typeof import('@ledgerhq/hw-transport-node-hid'))
}

/** Only when a payment on Solana is signed. */
export function loadSolanaKit(): typeof import('@ledgerhq/device-signer-kit-solana') {
  return requireCommonJs('@ledgerhq/device-signer-kit-solana')
}
