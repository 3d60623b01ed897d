import { useCallback, useEffect, useState } from 'react'
import type { SyncPlace } from '#core/contract/syncCalls'
import type { Problem } from '#core/model/problem'
import { rememberPlace } from '../../../data/sync/placeMemory'
import { consoleClient } from '../../../platform/consoleClient'
import { asProblem } from '../../../ui/ProblemAlert'

/** The places of this machine, as main keeps them; null while loading. */
export function usePlaces() {
  const [places, setPlaces] = useState<SyncPlace[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const attempt = useCallback(async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      setProblem(null)
      return await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return null
    }
  }, [])

  const reload = useCallback(
    () => attempt(async () => setPlaces((await consoleClient.call('sync.folders', {})).places)),
    [attempt],
  )
  useEffect(() => {
    void reload()
  }, [reload])

  /** @param path as it was typed, where there is no dialog */
  async function choose(path: string | null): Promise<SyncPlace | null> {
    const chosen = await attempt(async () => (await consoleClient.call('sync.chooseFolder', { path })).place)
    await reload()
    return chosen
  }

  async function forget({ id }: SyncPlace): Promise<void> {
    await attempt(async () => {
      await consoleClient.call('sync.forgetFolder', { placeId: id })
      await rememberPlace(id, null)
    })
    await reload()
  }

  return { places, problem, setProblem, attempt, choose, forget }
}
