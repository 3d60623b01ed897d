/** Ledger's Ethereum signer over one open device, kept offline. */
import type { ClearSignContext } from '@ledgerhq/context-module'
import type { DeviceActionState } from '@ledgerhq/device-management-kit'
import type { SignerEth } from '@ledgerhq/device-signer-kit-ethereum'
import type { Observable } from 'rxjs'
import type { CancelSignal } from '#core/model/cancelSignal'
import { createDmkTransportFactory, DMK_TRANSPORT } from './dmkTransport'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import { type LedgerSubject, ledgerProblem } from './ledgerProblem'
import { createLinkFaults, type LinkFaults } from './linkFault'
import { loadLedgerKits } from './loadLedgerKits'
import { createOfflineContextModule } from './offlineContextModule'
import { untilCancelled } from './untilCancelled'

export interface ConnectedSigner {
  signer: SignerEth
  faults: Pick<LinkFaults, 'first'>
  /** Lets go of the kit's session; the transport stays open. */
  disconnect(): Promise<void>
}

/** @throws Problem `ledger.*` when the device does not answer. */
export async function connectSigner(
  hw: HwTransport,
  modelId: LedgerModelId,
  contexts: readonly ClearSignContext[] = [],
): Promise<ConnectedSigner> {
  const kits = loadLedgerKits()
  const faults = createLinkFaults()
  const kit = new kits.management.DeviceManagementKitBuilder()
    .addTransport(createDmkTransportFactory(hw, modelId, kits, faults))
    .build()
  try {
    const device = await kits.rxjs.firstValueFrom(kit.startDiscovering({ transport: DMK_TRANSPORT }))
    const sessionId = await kit.connect({ device, sessionRefresherOptions: { isRefresherDisabled: true } })
    const signer = new kits.signer.SignerEthBuilder({ dmk: kit, sessionId })
      .withContextModule(createOfflineContextModule(kits, contexts))
      .build()
    return {
      signer,
      faults,
      async disconnect() {
        // The session is gone already when the device was unplugged; then there is nothing left to let go of.
        await kit.disconnect({ sessionId }).catch(() => undefined)
        kit.close()
      },
    }
  } catch (error) {
    kit.close()
    throw ledgerProblem(faults.first() ?? error)
  }
}

interface DeviceAction<Output> {
  observable: Observable<DeviceActionState<Output, unknown, unknown>>
  cancel(): void
}

interface ActionOptions {
  signal?: CancelSignal | undefined
  /** What it is about, for the sentence where the device refuses it. */
  subject?: LedgerSubject
}

/**
 * Runs one of the signer's actions to its end.
 * @param start may throw: after a disconnect the kit does so at once.
 * @throws Problem `ledger.*`, of what went wrong first; `ledger.cancelled` when `signal` ends it before.
 */
export function runDeviceAction<Output>(
  { signer, faults }: Pick<ConnectedSigner, 'signer' | 'faults'>,
  start: (signer: SignerEth) => DeviceAction<Output>,
  { signal, subject }: ActionOptions = {},
): Promise<Output> {
  return untilCancelled(async () => {
    try {
      const action = start(signer)
      signal?.addEventListener('abort', () => action.cancel(), { once: true })
      return await outcomeOf(action)
    } catch (error) {
      throw ledgerProblem(faults.first() ?? error, subject)
    }
  }, signal)
}

function outcomeOf<Output>({ observable }: DeviceAction<Output>): Promise<Output> {
  return new Promise((resolve, reject) => {
    observable.subscribe({
      next(state) {
        if (state.status === 'completed') resolve(state.output)
        else if (state.status === 'error') reject(state.error)
        else if (state.status === 'stopped') reject(new Error('The kit stopped the action'))
      },
      error: reject,
    })
  })
}
