/** Loads Ledger's Solana signer as CommonJS, like the other kits (see loadLedgerKits), and only when one is used. */
import { createRequire } from 'node:module'

const requireCommonJs = createRequire(import.meta.url)

export function loadSolanaKit(): typeof import('@ledgerhq/device-signer-kit-solana') {
  return requireCommonJs('@ledgerhq/device-signer-kit-solana')
}
