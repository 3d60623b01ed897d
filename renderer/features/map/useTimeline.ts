/** The stretch of the fleet's history that the map shows, and the fleet of that time. */
import { useMemo, useState } from 'react'
import type { Hotspot } from '#core/model/records'
import { type DayRange, hotspotDays, narrowToDays } from '../../map/hotspotDates'
import type { HotspotIndex } from '../../map/hotspotIndex'

export function useTimeline(hotspots: Hotspot[], index: HotspotIndex, isShown: boolean) {
  const [range, setRange] = useState<DayRange | null>(null)
  const days = useMemo(() => hotspotDays(hotspots), [hotspots])
  const shown = isShown ? range : null
  const narrowed = useMemo(() => (shown ? narrowToDays(index, days, shown) : index), [index, days, shown])
  const ofThatTime = useMemo(
    () =>
      shown
        ? hotspots.filter((_, at) => {
            const day = days[at] ?? Number.NaN
            return Number.isNaN(day) || (day >= shown.from && day <= shown.to)
          })
        : hotspots,
    [hotspots, days, shown],
  )
  return { days, range: shown, setRange, index: narrowed, hotspots: ofThatTime }
}
