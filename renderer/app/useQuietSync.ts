import { useEffect } from 'react'
import { useFounding, useQueue } from '../data/sync/syncQueries'
import { syncQuietly } from '../data/sync/syncQuietly'

const AFTER_START_MS = 20_000
/** Long enough that work in a row goes in one batch. */
const AFTER_CHANGE_MS = 45_000
const EVERY_MS = 5 * 60_000

/**
 * Syncs by itself, once the records belong to a cooperative: after the start, some time after a change, and now and then.
 * @param isSettled whether the first screen is drawn
 */
export function useQuietSync(isSettled: boolean): void {
  const isFounded = (useFounding() ?? null) !== null && isSettled
  const waiting = useQueue(0)?.operations ?? 0
  useEffect(() => {
    if (!isFounded) return
    const first = setTimeout(() => void syncQuietly(), AFTER_START_MS)
    const timer = setInterval(() => void syncQuietly(), EVERY_MS)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [isFounded])
  useEffect(() => {
    if (!isFounded || waiting === 0) return
    const timer = setTimeout(() => void syncQuietly(), AFTER_CHANGE_MS)
    return () => clearTimeout(timer)
  }, [isFounded, waiting])
}
