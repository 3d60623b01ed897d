import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { TerrainImage } from '#core/coverage/terrain/terrainImage'
import type { Problem } from '#core/model/problem'
import { useDataLayers } from '../../../data/layers/dataLayers'
import { askTerrain } from '../../../data/layers/terrainWork'
import type { ImageLayer, LayerSetting } from '../../../map/mapContent'
import { type Bounds, MAX_LATITUDE } from '../../../map/mapView'
import { asProblem } from '../../../ui/ProblemAlert'

/** A piece of map at a width in pixels. */
interface Wanted {
  bounds: Bounds
  widthPx: number
}

export interface TerrainLayerState {
  /** For the map's images; null while there is nothing to show. */
  image: ImageLayer | null
  /** Lowest and highest in the picture, for the legend. */
  range: { minElevationM: number; maxElevationM: number } | null
  problem: Problem | null
  /** To be told of every frame; cheap while the picture still serves it. */
  onView(bounds: Bounds, widthPx: number): void
}

const SETTLE_MS = 200
/** Drawn beyond the view on each side, so that small pans need nothing new. */
const MARGIN = 0.3

function widened({ west, south, east, north }: Bounds): Bounds {
  const [lng, lat] = [(east - west) * MARGIN, (north - south) * MARGIN]
  return {
    west: west - lng,
    east: Math.min(east + lng, west - lng + 360),
    south: Math.max(south - lat, -MAX_LATITUDE),
    north: Math.min(north + lat, MAX_LATITUDE),
  }
}

/** Whether a picture covers a view finely enough and is not much finer than it. */
function serves(drawn: Wanted, { bounds, widthPx }: Wanted): boolean {
  const ratio = widthPx / (bounds.east - bounds.west) / (drawn.widthPx / (drawn.bounds.east - drawn.bounds.west))
  const inside =
    bounds.west >= drawn.bounds.west &&
    bounds.east <= drawn.bounds.east &&
    bounds.south >= drawn.bounds.south - 1e-9 &&
    bounds.north <= drawn.bounds.north + 1e-9
  return inside && ratio < 1.5 && ratio > 0.4
}

/** Imported terrain as a layer of the map: drawn by the worker for what is in view, again when the view has moved on. */
export function useTerrainImage({ visible, opacity }: LayerSetting): TerrainLayerState {
  const scheme = useComputedColorScheme('light')
  const layers = useDataLayers('terrain')
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const [drawn, setDrawn] = useState<TerrainImage | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const version = layers?.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join()
  const onView = useCallback((bounds: Bounds, widthPx: number) => {
    setWanted((before) => {
      if (before && serves(before, { bounds, widthPx })) return before
      const wide = widened(bounds)
      return { bounds: wide, widthPx: widthPx * ((wide.east - wide.west) / (bounds.east - bounds.west)) }
    })
  }, [])

  useEffect(() => {
    if (!visible || !wanted || !version) {
      setDrawn(null)
      setProblem(null)
      return
    }
    const canceller = new AbortController()
    const timer = setTimeout(() => {
      askTerrain('image', { ...wanted, scheme }, canceller.signal).then(
        (image) => {
          if (canceller.signal.aborted) return
          setDrawn(image)
          setProblem(null)
        },
        (thrown: unknown) => {
          if (!canceller.signal.aborted) setProblem(asProblem(thrown))
        },
      )
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      canceller.abort()
    }
  }, [visible, wanted, scheme, version])

  return useMemo(() => {
    const known = drawn !== null && !Number.isNaN(drawn.minElevationM)
    return {
      onView,
      problem,
      range: known ? { minElevationM: drawn.minElevationM, maxElevationM: drawn.maxElevationM } : null,
      image: known
        ? {
            id: 'terrain',
            bounds: drawn.bounds,
            width: drawn.width,
            height: drawn.height,
            pixels: drawn.pixels,
            opacity,
            visible,
          }
        : null,
    }
  }, [drawn, problem, opacity, visible, onView])
}
