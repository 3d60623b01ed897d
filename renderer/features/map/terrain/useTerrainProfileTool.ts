/** The terrain profile's two ends, as they are typed or picked on the map. */
import { useState } from 'react'
import type { useMapTools } from '../tools/useMapTools'
import type { EndName } from './ProfileEnds'
import type { PathEnd } from './pathEnd'

interface ProfileTool {
  isOpen: boolean
  from: PathEnd | null
  to: PathEnd | null
  picking: EndName | null
}

const CLOSED: ProfileTool = { isOpen: false, from: null, to: null, picking: null }

export function useTerrainProfileTool(tools: ReturnType<typeof useMapTools>) {
  const [state, setState] = useState(CLOSED)
  const pick = (end: EndName | null) => {
    setState((before) => ({ ...before, isOpen: true, picking: end }))
    tools.takePoint(
      end &&
        (([lng, lat]) => {
          setState((before) => ({ ...before, [end]: { lat, lng, hotspotId: null }, picking: null }))
          // Both ends in two clicks.
          if (end === 'from' && state.to === null) pick('to')
        }),
    )
  }
  return {
    ...state,
    // A point that is no longer awaited was taken back by another tool.
    picking: tools.isTakingPoint ? state.picking : null,
    open: () => pick('from'),
    pick,
    setEnds: (ends: { from: PathEnd | null; to: PathEnd | null }) => setState((before) => ({ ...before, ...ends })),
    close: () => {
      tools.takePoint(null)
      setState(CLOSED)
    },
  }
}
