/** Ledger's Solana app on an open device, or the training key in the place of the simulated Ledger's. */
import type { LedgerDeviceInfo, LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import type { OpenedLedger } from '../hwTransportPort'
import { untilCancelled } from '../untilCancelled'
import { openLedgerSolanaSigner } from './ledgerSolanaSigner'
import { createSoftwareSolanaSigner } from './softwareSolanaSigner'
import type { SolanaSigner } from './solanaSigner'

export interface OpenedSolanaSigner extends SolanaSigner {
  /** In words, e.g. "Solana app 1.17.0". */
  readonly appName: string
  disconnect(): Promise<void>
}

interface Options {
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
}

/**
 * Says also what to expect of the device, which nobody has tried this on.
 * @throws Problem `ledger.wrong-app`, `ledger.old-app`, `ledger.locked`, `ledger.disconnected` or `ledger.busy`
 */
export async function openSolanaSigner(
  { transport, modelId, name }: OpenedLedger,
  { kind }: Pick<LedgerDeviceInfo, 'kind'>,
  { signal, onPrompt }: Options,
): Promise<OpenedSolanaSigner> {
  if (kind === 'simulated') {
    return { ...createSoftwareSolanaSigner(), appName: 'training key for Solana', disconnect: async () => undefined }
  }
  onPrompt?.({ step: 'checking-app', message: 'Asking the Ledger which app is open: it must be Solana.' })
  const opened = await untilCancelled(
    () => openLedgerSolanaSigner(transport, { modelId, name }),
    signal,
    (late) => void late.disconnect(),
  )
  return { ...opened, appName: `${opened.app.name} app ${opened.app.version}` }
}
