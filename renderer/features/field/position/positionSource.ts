/** How the position is known, and how that of the device before was, so that the next one is asked for in the same way. */
import { create } from 'zustand'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import { positionText } from '#core/words/positionText'
import type { ReceiverLine } from './receiveFix'

export type Source = RecordedPosition['source'] | 'none' | 'kept'

interface LastSource {
  source: Exclude<Source, 'kept'> | null
  receiver: { line: ReceiverLine; fixesWanted: number } | null
}

export const useLastSource = create<LastSource>(() => ({ source: null, receiver: null }))

/** The place that was found last, and for which device: leaving the step, or the field, does not lose it. */
let found: { sessionId: string | null; position: RecordedPosition } | null = null

export function rememberPlace(sessionId: string | null, position: RecordedPosition): void {
  found = { sessionId, position }
}

/** @returns null when it was another device's, or nobody knows whose. */
export function placeFoundFor(sessionId: string | null): RecordedPosition | null {
  return found !== null && sessionId !== null && found.sessionId === sessionId ? found.position : null
}

const SOURCES = { typed: 'typed', map: 'from the map', 'work-order': 'assumed from the work order' }

/** "50.06140, 19.93720: measured, 30 fixes". */
export function positionWords({ lat, lng, source, fix }: RecordedPosition): string {
  const place = positionText({ lat, lng })
  if (source === 'gnss') return `${place}: measured, ${fix?.fixes ?? 0} fixes`
  return `${place}: ${SOURCES[source]}, not measured`
}
