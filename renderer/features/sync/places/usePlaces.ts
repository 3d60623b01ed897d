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
    () => attempt(async () => setPlaces((await consoleClient.call('sync.places', {})).places)),
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

  /** @param file the access file that the server's admin gave; nothing of it is kept here */
  async function addServer(file: File): Promise<SyncPlace | null> {
    const added = await attempt(async () => (await consoleClient.call('sync.addServer', { access: await file.text() })).place)
    await reload()
    return added
  }

  async function forget({ id }: SyncPlace): Promise<void> {
    await attempt(async () => {
      await consoleClient.call('sync.forgetPlace', { placeId: id })
      await rememberPlace(id, null)
    })
    await reload()
  }

  return { places, problem, setProblem, attempt, choose, addServer, forget }
}
