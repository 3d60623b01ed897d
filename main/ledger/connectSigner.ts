/** Ledger's Ethereum signer over one open device, kept offline. */
import type { ClearSignContext } from '@ledgerhq/context-module'
import type { DeviceActionState } from '@ledgerhq/device-management-kit'
import type { SignerEth } from '@ledgerhq/device-signer-kit-ethereum'
import type { Observable } from 'rxjs'
import type { CancelSignal } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import { createDmkTransportFactory, DMK_TRANSPORT } from './dmkTransport'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import { ledgerProblem } from './ledgerProblem'
import { loadLedgerKits } from './loadLedgerKits'
import { createOfflineContextModule } from './offlineContextModule'

export interface ConnectedSigner {
  signer: SignerEth
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
  const kit = new kits.management.DeviceManagementKitBuilder().addTransport(createDmkTransportFactory(hw, modelId, kits)).build()
  try {
    const device = await kits.rxjs.firstValueFrom(kit.startDiscovering({ transport: DMK_TRANSPORT }))
    const sessionId = await kit.connect({ device, sessionRefresherOptions: { isRefresherDisabled: true } })
    const signer = new kits.signer.SignerEthBuilder({ dmk: kit, sessionId })
      .withContextModule(createOfflineContextModule(kits, contexts))
      .build()
    return {
      signer,
      async disconnect() {
        // The session is gone already when the device was unplugged; then there is nothing left to let go of.
        await kit.disconnect({ sessionId }).catch(() => undefined)
        kit.close()
      },
    }
  } catch (error) {
    kit.close()
    throw ledgerProblem(error)
  }
}

interface DeviceAction<Output> {
  observable: Observable<DeviceActionState<Output, unknown, unknown>>
  cancel(): void
}

/**
 * Runs one of the signer's actions to its end.
 * @param start may throw: after a disconnect the kit does so at once.
 * @throws Problem `ledger.*`; `ledger.cancelled` when `signal` ends it first.
 */
export function runDeviceAction<Output>(start: () => DeviceAction<Output>, signal?: CancelSignal): Promise<Output> {
  return new Promise((resolve, reject) => {
    const cancelled = () =>
      reject(
        new Problem(
          'ledger.cancelled',
          'Cancelled here and nothing was signed: if the Ledger still shows the request, reject it there before the next one.',
        ),
      )
    if (signal?.aborted) return cancelled()
    let action: DeviceAction<Output>
    try {
      action = start()
    } catch (error) {
      return reject(ledgerProblem(error))
    }
    const cancel = () => {
      cancelled()
      action.cancel()
    }
    signal?.addEventListener('abort', cancel, { once: true })
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel)
      finish()
    }
    action.observable.subscribe({
      next(state) {
        if (state.status === 'completed') settle(() => resolve(state.output))
        else if (state.status === 'error') settle(() => reject(ledgerProblem(state.error)))
        else if (state.status === 'stopped') settle(cancelled)
      },
      error: (error: unknown) => settle(() => reject(ledgerProblem(error))),
    })
  })
}
