/** The map as it is now, as pixels: what deck.gl drew, labels and numbered places, without the controls. */
import type { MapSite } from './mapContent'
import { type MapView, toPixel, type ViewSize } from './mapView'
import type { Scheme } from './palette'
import { isOnItsSide } from './SiteMarkers'

export interface MapSnapshot {
  canvas: HTMLCanvasElement
  /** Pixels of the canvas per CSS pixel. */
  pixelRatio: number
  view: MapView
  /** In CSS pixels. */
  size: ViewSize
  scheme: Scheme
  attributions: readonly string[]
}

const BACKGROUND: Record<Scheme, string> = { light: '#dde5ec', dark: '#10161d' }
const MARKER: Record<Scheme, { fill: string; edge: string; text: string }> = {
  light: { fill: '#0a6b5d', edge: '#fff', text: '#fff' },
  dark: { fill: '#38d9be', edge: '#10161d', text: '#0c1116' },
}
const MARKER_RADIUS = 12

/** @param sources canvases of the map's own size in CSS pixels, bottom to top, drawn a moment ago. */
export function composeSnapshot(
  sources: readonly HTMLCanvasElement[],
  sites: readonly MapSite[],
  {
    view,
    size,
    scheme,
    divider,
    attributions,
  }: Pick<MapSnapshot, 'view' | 'size' | 'scheme' | 'attributions'> & { divider: number | null },
): MapSnapshot {
  const canvas = document.createElement('canvas')
  const pixelRatio = (sources[0]?.width ?? size.width) / size.width
  canvas.width = Math.round(size.width * pixelRatio)
  canvas.height = Math.round(size.height * pixelRatio)
  const context = canvas.getContext('2d')
  if (context) {
    context.scale(pixelRatio, pixelRatio)
    context.fillStyle = BACKGROUND[scheme]
    context.fillRect(0, 0, size.width, size.height)
    for (const source of sources) context.drawImage(source, 0, 0, size.width, size.height)
    drawSites(context, sites, view, size, scheme, divider)
    if (divider !== null) {
      context.fillStyle = MARKER[scheme].fill
      context.fillRect(divider * size.width - 1, 0, 2, size.height)
    }
  }
  return { canvas, pixelRatio, view, size, scheme, attributions }
}

function drawSites(
  context: CanvasRenderingContext2D,
  sites: readonly MapSite[],
  view: MapView,
  size: ViewSize,
  scheme: Scheme,
  divider: number | null,
): void {
  const { fill, edge, text } = MARKER[scheme]
  context.font = '600 12px "Inter Variable", sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineWidth = 2
  for (const site of sites) {
    const [x, y] = toPixel(view, size, [site.lng, site.lat])
    if (!isOnItsSide(site, x, divider === null ? null : divider * size.width)) continue
    context.beginPath()
    context.arc(x, y, MARKER_RADIUS, 0, 2 * Math.PI)
    context.fillStyle = fill
    context.fill()
    context.strokeStyle = edge
    context.stroke()
    context.fillStyle = text
    context.fillText(String(site.order), x, y)
  }
}
