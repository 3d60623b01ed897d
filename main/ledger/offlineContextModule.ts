/**
 * What the signer kit may tell the device about a transaction beyond its bytes. The kit's own module asks Ledger's
 * servers and reports blind signatures to them; this one holds only what it was given and has no way to a network.
 */
import type { ClearSignContext, ContextModule } from '@ledgerhq/context-module'
import type { LedgerKits } from './loadLedgerKits'

/** @param known contexts to offer with every transaction, such as signed token descriptions. */
export function createOfflineContextModule(kits: LedgerKits, known: readonly ClearSignContext[]): ContextModule {
  const unknown = () => new Error('No description of this is kept offline')
  return {
    getContexts: async (_input, expectedTypes) =>
      known.filter((context) => expectedTypes === undefined || expectedTypes.includes(context.type)),
    getFieldContext: async () => ({ type: kits.context.ClearSignContextType.ERROR, error: unknown() }),
    getTypedDataFilters: async () => ({ type: 'error', error: unknown() }),
    report: async () => undefined,
  }
}
