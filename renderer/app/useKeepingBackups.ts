import { useEffect } from 'react'
import { lostRecords, useRecordsStanding } from '../data/durability/recordsStanding'
import { useConnection } from '../platform/connection'

/** Keeps copies of everything by itself, once the first screen is drawn and while main is there and nothing is to be decided. */
export function useKeepingBackups(isDrawn: boolean): void {
  const isConnected = useConnection(({ connection }) => connection === 'connected')
  const isKnown = useRecordsStanding(({ standing }) => standing !== null && lostRecords() === null)
  useEffect(() => {
    if (!isDrawn || !isConnected || !isKnown) return
    let stop = () => {}
    let isGone = false
    void import('../data/durability/rollingBackups').then(({ keepRollingBackups }) => {
      if (!isGone) stop = keepRollingBackups()
    })
    return () => {
      isGone = true
      stop()
    }
  }, [isDrawn, isConnected, isKnown])
}
