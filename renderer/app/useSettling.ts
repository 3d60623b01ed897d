import { useEffect } from 'react'
import { compareRecords, lostRecords } from '../data/durability/recordsStanding'
import { settle, useSettlement } from '../data/journal/settlement'
import { useConnection } from '../platform/connection'
import { opening } from './opening'

/** Brings journal and records together once the first screen is drawn, and again when main is back after it was lost. */
export function useSettling(isDrawn: boolean): void {
  const isConnected = useConnection(({ connection }) => connection === 'connected')
  useEffect(() => {
    if (!isDrawn || !isConnected) return
    const { kind } = useSettlement.getState().state
    if (kind === 'settled' || kind === 'unsettled') return
    void opening.then((state) => (state === 'open' ? compareAndSettle() : undefined))
  }, [isDrawn, isConnected])
}

/** Nothing is put back into records about which a person has yet to decide. */
async function compareAndSettle(): Promise<void> {
  await compareRecords().catch(() => undefined)
  if (lostRecords() === null) await settle()
}
