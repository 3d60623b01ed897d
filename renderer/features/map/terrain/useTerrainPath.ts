import { useEffect, useState } from 'react'
import type { LatLng } from '#core/geo/sphere'
import type { Problem } from '#core/model/problem'
import { useDataLayers } from '../../../data/layers/dataLayers'
import { askTerrain } from '../../../data/layers/terrainWork'
import { asProblem } from '../../../ui/ProblemAlert'
import type { TerrainPath } from '../../../workers/terrainContract'
import type { PathEnd } from './pathEnd'

export type TerrainPathState =
  | { status: 'incomplete' }
  | { status: 'reading' }
  | { status: 'ready'; path: TerrainPath }
  | { status: 'failed'; problem: Problem }

interface Asked {
  from: LatLng
  to: LatLng
}

/** The terrain between two ends, read in the worker; asked again when an end moves or terrain comes or goes. */
export function useTerrainPath(from: PathEnd | null, to: PathEnd | null): TerrainPathState {
  const layers = useDataLayers('terrain')
  const [state, setState] = useState<TerrainPathState>({ status: 'incomplete' })
  const version = layers?.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join()
  // As text, so that the same places in new objects do not ask again.
  const question =
    from && to && version !== undefined
      ? JSON.stringify({
          version,
          from: { lat: from.lat, lng: from.lng },
          to: { lat: to.lat, lng: to.lng },
        })
      : null
  useEffect(() => {
    if (question === null) {
      setState({ status: 'incomplete' })
      return
    }
    const asked = JSON.parse(question) as Asked
    const canceller = new AbortController()
    setState({ status: 'reading' })
    askTerrain('profile', { from: asked.from, to: asked.to }, canceller.signal).then(
      (path) => {
        if (!canceller.signal.aborted) setState({ status: 'ready', path })
      },
      (thrown: unknown) => {
        if (!canceller.signal.aborted) setState({ status: 'failed', problem: asProblem(thrown) })
      },
    )
    return () => canceller.abort()
  }, [question])
  return state
}
