/** How a long read stays polite: it reports how far it is, lets its caller breathe, and stops when asked. */
import type { CancelSignal } from '../model/cancelSignal'
import { Problem } from '../model/problem'

export interface ImportPace {
  /** Called every few thousand rows; when it returns a promise, reading goes on after it: let the cancel button through here. */
  onProgress?: ((rowsDone: number) => void | Promise<void>) | undefined
  signal?: CancelSignal | undefined
}

/** Readers call reportProgress before every row whose number this divides, and once at the end. */
export const ROWS_PER_PAUSE = 2_000

/** @throws Problem `import.cancelled` when the signal is aborted. */
export async function reportProgress(rowsDone: number, { onProgress, signal }: ImportPace): Promise<void> {
  throwIfCancelled(signal)
  await onProgress?.(rowsDone)
  throwIfCancelled(signal)
}

function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) {
    throw new Problem('import.cancelled', 'The import was stopped and nothing was changed: choose the file again to start over.')
  }
}
