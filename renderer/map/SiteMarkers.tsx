import classes from './FleetMap.module.css'
import type { MapSite } from './mapContent'
import { type MapView, toPixel, type ViewSize } from './mapView'

interface SiteMarkersProps {
  sites: readonly MapSite[]
  view: MapView
  size: ViewSize
  /** 0 to 1 of the width; sites of a side are shown on it only. */
  divider: number | null
  chosen: string | null
  onChoose: ((id: string) => void) | undefined
}

/** Numbered places as buttons over the map, so they can be read out, reached by key and pressed. */
export function SiteMarkers({ sites, view, size, divider, chosen, onChoose }: SiteMarkersProps) {
  return sites.map((site) => {
    const [x, y] = toPixel(view, size, [site.lng, site.lat])
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) return null
    if (!isOnItsSide(site, x, divider === null ? null : divider * size.width)) return null
    return (
      <button
        key={site.id}
        type="button"
        className={classes.marker}
        data-chosen={site.id === chosen || undefined}
        aria-label={site.label}
        aria-pressed={site.id === chosen}
        style={{ transform: `translate(${x}px, ${y}px)` }}
        onClick={() => onChoose?.(site.id)}
      >
        {site.order}
      </button>
    )
  })
}

/** Whether a site belongs where it would be drawn. */
export function isOnItsSide({ side }: MapSite, x: number, dividerPx: number | null): boolean {
  return dividerPx === null || side === undefined || (x < dividerPx ? 'left' : 'right') === side
}
