/** Tells when a Ledger came or went, while somebody is there to see it. */
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import type { LedgerDevices } from './ledgerDevices'

export interface LedgerWatcher {
  start(): void
  stop(): void
}

/** @param onChange hears of the whole list, and only when it is another one than before. */
export function createLedgerWatcher(
  ledger: Pick<LedgerDevices, 'list' | 'watch'>,
  onChange: (devices: LedgerDeviceInfo[]) => void,
): LedgerWatcher {
  let stopWatching: (() => void) | null = null
  let lastSeen: string | null = null
  let round = 0

  async function look(): Promise<void> {
    const current = round
    const devices = await ledger.list()
    if (current !== round) return
    const seen = JSON.stringify(devices)
    const isFirst = lastSeen === null
    if (seen === lastSeen) return
    lastSeen = seen
    if (!isFirst) onChange(devices)
  }

  return {
    start() {
      if (stopWatching) return
      stopWatching = ledger.watch(() => void look())
      void look()
    },
    stop() {
      round += 1
      stopWatching?.()
      stopWatching = null
      lastSeen = null
    },
  }
}
