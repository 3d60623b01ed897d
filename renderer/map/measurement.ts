/** Lengths, bearings and areas between places clicked on the map. */
import { useMemo, useState } from 'react'
import { sphericalAreaM2 } from '#core/geo/ringArea'
import { bearingDeg, greatCircleM } from '#core/geo/sphere'
import type { AreaDrawing } from './areaDrawing'
import { placeAt } from './greatCirclePoints'
import type { LngLat } from './unwrapRing'

/** Operated as the drawing of an area is: clicks or Space add, Backspace takes back, Enter closes it, Escape ends. */
export interface Measurement extends AreaDrawing {
  closed: boolean
}

/** @returns the measurement while there is one; give it to FleetMap and to MeasurementReadout. */
export function useMeasurement(): { measurement: Measurement | null; start(): void; stop(): void } {
  const [state, setState] = useState<{ corners: LngLat[]; closed: boolean } | null>(null)
  const measurement = useMemo<Measurement | null>(() => {
    if (!state) return null
    const { corners, closed } = state
    const last = corners.at(-1)
    return {
      corners,
      closed,
      add(corner) {
        // What is closed is done: the next click measures anew.
        if (closed) setState({ corners: [corner], closed: false })
        // The second click of a double click lands where the first did.
        else if (last?.[0] !== corner[0] || last[1] !== corner[1]) setState({ corners: [...corners, corner], closed })
      },
      takeBack: () => setState({ corners: closed ? corners : corners.slice(0, -1), closed: false }),
      finish: () => corners.length > 2 && setState({ corners, closed: true }),
      cancel: () => setState(null),
    }
  }, [state])
  return { measurement, start: () => setState({ corners: [], closed: false }), stop: () => setState(null) }
}

export interface Measured {
  /** In their order, from 1. */
  legs: { order: number; lengthM: number; bearingDeg: number }[]
  totalM: number
  /** Only of a closed path. */
  areaM2: number | null
}

export function measurePath(corners: readonly LngLat[], closed: boolean): Measured {
  const first = corners[0]
  const ends = closed && first ? [...corners, first] : corners
  const legs = ends.slice(1).map((to, i) => {
    const from = ends[i] ?? to
    const [start, end] = [placeAt(from), placeAt(to)]
    return { order: i + 1, lengthM: greatCircleM(start, end), bearingDeg: bearingDeg(start, end) }
  })
  const totalM = legs.reduce((sum, { lengthM }) => sum + lengthM, 0)
  return { legs, totalM, areaM2: closed ? sphericalAreaM2(corners) : null }
}
