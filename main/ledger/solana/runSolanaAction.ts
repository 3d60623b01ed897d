/** Runs one of the kit's actions to its end, with what goes wrong in the Solana app's words. */
import type { DeviceActionState } from '@ledgerhq/device-management-kit'
import type { Observable } from 'rxjs'
import type { CancelSignal } from '#core/model/cancelSignal'
import { loadLedgerKits } from '../loadLedgerKits'
import { untilCancelled } from '../untilCancelled'
import { solanaLedgerProblem } from './solanaLedgerProblem'
import type { SolanaTransport } from './solanaTransport'

interface SolanaAction<Output> {
  observable: Observable<DeviceActionState<Output, unknown, unknown>>
  cancel(): void
}

/**
 * @param start may throw: after a disconnect the kit does so at once.
 * @param transport tells what went wrong first.
 * @throws Problem `ledger.*`; `ledger.cancelled` when `signal` ends it first.
 */
export function runSolanaAction<Output>(
  transport: Pick<SolanaTransport, 'beginAction' | 'fault'>,
  start: () => SolanaAction<Output>,
  signal?: CancelSignal,
): Promise<Output> {
  return untilCancelled(async () => {
    transport.beginAction()
    try {
      const action = start()
      signal?.addEventListener('abort', () => action.cancel(), { once: true })
      const last = await loadLedgerKits().rxjs.lastValueFrom(action.observable)
      if (last.status === 'completed') return last.output
      throw last.status === 'error' ? last.error : new Error('The kit stopped the action')
    } catch (error) {
      throw solanaLedgerProblem(transport.fault() ?? error)
    }
  }, signal)
}
