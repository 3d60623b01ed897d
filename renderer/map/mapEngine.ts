/**
 * Owns the deck.gl instance of one map: follows the view, prepares what it shows, and says what was drawn.
 * Hits are computed from positions rather than by a second rendering, which is exact and costs nothing in software.
 */
import { Deck, FlyToInterpolator, type MapViewState } from '@deck.gl/core'
import { latLngToCell } from 'h3-js'
import { type BasemapDetail, type BasemapPiece, basemapDetail } from './basemapGeometry'
import { type BasemapSource, openBasemap } from './basemapSource'
import { type CellPolygons, cellPolygons, vertexColors } from './cellPolygons'
import { MAX_POLYGONS } from './densityCells'
import { drawFleet, type FleetDrawing, servesView } from './fleetDrawing'
import type { MapContent, MapFrame, MapHit } from './mapContent'
import { areaLayers, basemapLayer, cellsLayer, graticuleLayer, hotspotsLayer, selectionLayers } from './mapLayers'
import {
  type Bounds,
  containsBounds,
  fitView,
  fromPixel,
  MAX_ZOOM,
  type MapView,
  nearLng,
  normalizeLng,
  toPixel,
  type ViewSize,
  viewBounds,
} from './mapView'
import { coarsenCells } from './overlayCells'
import type { LngLat } from './unwrapRing'

const HIT_RADIUS_PX = 8
const LATITUDE_LIMIT = 82

export class MapEngine {
  private readonly deck: Deck
  private readonly basemap: BasemapSource
  private readonly resizes: ResizeObserver
  private view: MapView = { longitude: 0, latitude: 25, zoom: 1 }
  private size: ViewSize
  private content: MapContent | null = null
  private pieces: BasemapPiece[] = []
  private asked: { detail: BasemapDetail; bounds: Bounds; zoom: number } | null = null
  private drawing: FleetDrawing | null = null
  private overlays: { id: string; source: MapContent['overlays'][number]; polygons: CellPolygons; colors: Uint8Array }[] = []

  constructor(
    container: HTMLDivElement,
    private readonly onFrame: (frame: MapFrame) => void,
  ) {
    this.size = sizeOf(container)
    // The container is the truth: a new canvas has a size of its own for a moment.
    this.resizes = new ResizeObserver(() => {
      this.size = sizeOf(container)
      this.render()
    })
    this.resizes.observe(container)
    this.view = fitView([], [], this.size)
    this.basemap = openBasemap((pieces) => {
      this.pieces = pieces
      this.render()
    })
    this.deck = new Deck({
      parent: container,
      controller: { dragRotate: false, keyboard: false, touchZoom: true, scrollZoom: true },
      deviceProps: { type: 'webgl', webgl: { antialias: false } },
      useDevicePixels: Math.min(window.devicePixelRatio, 2),
      _pickable: false,
      viewState: this.deckView(),
      onViewStateChange: ({ viewState }) => {
        this.moveTo(viewState as MapViewState)
      },
      onLoad: () => {
        // The map around it takes the keys and shows the focus; the canvas would be a second stop that shows nothing.
        for (const canvas of container.querySelectorAll('canvas')) canvas.tabIndex = -1
      },
      getCursor: ({ isDragging }) => (isDragging ? 'grabbing' : 'inherit'),
    })
  }

  /** Shows this from now on. */
  show(content: MapContent): void {
    this.content = content
    this.render()
  }

  /** Goes to a view: at once, or by a short flight where the person has not asked for less motion. */
  goTo(target: MapView, flight = true): void {
    const longitude = nearLng(target.longitude, this.view.longitude)
    const view = { ...target, longitude, zoom: Math.min(target.zoom, MAX_ZOOM) }
    if (!flight || window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.moveTo(view)
      return
    }
    this.deck.setProps({
      viewState: { ...this.deckView(view), transitionDuration: 500, transitionInterpolator: new FlyToInterpolator() },
    })
  }

  fit(longitudes: ArrayLike<number>, latitudes: ArrayLike<number>, flight = true): void {
    this.goTo(fitView(longitudes, latitudes, this.size), flight)
  }

  panBy(dx: number, dy: number): void {
    const [longitude, latitude] = fromPixel(this.view, this.size, this.size.width / 2 + dx, this.size.height / 2 + dy)
    this.moveTo({ ...this.view, longitude, latitude })
  }

  zoomBy(levels: number, around?: { x: number; y: number }): void {
    const zoom = Math.max(0, Math.min(MAX_ZOOM, this.view.zoom + levels))
    const x = around?.x ?? this.size.width / 2
    const y = around?.y ?? this.size.height / 2
    const fixed = this.positionAt(x, y)
    const moved = { ...this.view, zoom }
    const [nowX, nowY] = toPixel(moved, this.size, fixed)
    const [longitude, latitude] = fromPixel(moved, this.size, this.size.width / 2 + nowX - x, this.size.height / 2 + nowY - y)
    this.moveTo({ longitude, latitude, zoom })
  }

  /** The position under a pixel, in the view's own turn of the globe. */
  positionAt(x: number, y: number): LngLat {
    return fromPixel(this.view, this.size, x, y)
  }

  bounds(): Bounds {
    return viewBounds(this.view, this.size)
  }

  /** What is drawn at a pixel: a single hotspot before the cell under it. */
  hit(x: number, y: number): MapHit | null {
    const { drawing, content } = this
    if (!drawing || !content) return null
    if (content.layers.hotspots.visible) {
      let nearest = -1
      let nearestPx = HIT_RADIUS_PX
      drawing.members.forEach((member, i) => {
        const [px, py] = toPixel(this.view, this.size, [drawing.points[2 * i] ?? 0, drawing.points[2 * i + 1] ?? 0])
        const distancePx = Math.hypot(px - x, py - y)
        if (distancePx < nearestPx) [nearest, nearestPx] = [member, distancePx]
      })
      if (nearest >= 0) return { kind: 'hotspot', member: nearest }
    }
    if (!content.layers.density.visible) return null
    const [longitude, latitude] = this.positionAt(x, y)
    const cell = latLngToCell(latitude, normalizeLng(longitude), drawing.cells.resolution)
    const count = drawing.countOf.get(cell)
    return count === undefined ? null : { kind: 'cell', cell, count }
  }

  destroy(): void {
    this.resizes.disconnect()
    this.basemap.close()
    this.deck.finalize()
  }

  private moveTo({ longitude, latitude, zoom }: MapView): void {
    this.view = { longitude, latitude: Math.max(-LATITUDE_LIMIT, Math.min(LATITUDE_LIMIT, latitude)), zoom }
    this.deck.setProps({ viewState: this.deckView() })
    this.render()
  }

  private deckView(view = this.view): MapViewState & { normalize: boolean } {
    // Unnormalised: crossing the antimeridian must not throw the view to the other end of the frame.
    // Bearing and pitch are named because a flight goes on only while the views it is given have all that it compares.
    return { ...view, bearing: 0, pitch: 0, minZoom: 0, maxZoom: MAX_ZOOM, normalize: false }
  }

  private render(): void {
    const { content, view, size } = this
    if (!content) return
    this.askForLand()
    this.prepareOverlays(content)
    const overlayPolygons = this.overlays.reduce((sum, { polygons }) => sum + polygons.length, 0)
    if (!content.index) this.drawing = null
    else if (!this.drawing || !servesView(this.drawing, content.index, content.scheme, view, size)) {
      this.drawing = drawFleet(content.index, content.scheme, view, size, MAX_POLYGONS - overlayPolygons)
    }
    const { drawing } = this
    const { density, hotspots, graticule } = content.layers
    const showSingles = drawing !== null && hotspots.visible && drawing.members.length > 0
    const showCells = drawing !== null && density.visible
    const bounds = viewBounds(view, size, 0.2)
    this.deck.setProps({
      layers: [
        basemapLayer(this.pieces, content.scheme, 1),
        graticule.visible ? graticuleLayer(bounds, content.scheme, graticule.opacity) : null,
        showCells && cellsLayer('density', drawing.polygons, drawing.colors, density.opacity * (showSingles ? 0.45 : 1)),
        ...this.overlays.map(({ id, source, polygons, colors }) => cellsLayer(id, polygons, colors, source.opacity)),
        ...areaLayers(content.area, content.scheme, view),
        showSingles && hotspotsLayer(drawing, hotspots.opacity),
        ...selectionLayers(content, view),
      ],
    })
    this.onFrame({
      view,
      size,
      density: drawing?.summary ?? null,
      polygonsDrawn: (showCells ? drawing.polygons.length : 0) + overlayPolygons,
      hotspotsDrawn: showSingles ? drawing.members.length : 0,
    })
  }

  private askForLand(): void {
    const detail = basemapDetail(this.view.zoom)
    const enough =
      this.asked &&
      this.asked.detail === detail &&
      // Much closer than asked for: cut again, so that less is drawn.
      this.view.zoom - this.asked.zoom < 2 &&
      containsBounds(this.asked.bounds, viewBounds(this.view, this.size))
    if (enough) return
    this.asked = { detail, bounds: viewBounds(this.view, this.size, 0.6), zoom: this.view.zoom }
    this.basemap.request(detail, this.asked.bounds)
  }

  private prepareOverlays(content: MapContent): void {
    const budget = Math.floor(MAX_POLYGONS / 2 / Math.max(1, content.overlays.length))
    this.overlays = content.overlays.map((source) => {
      const known = this.overlays.find((overlay) => overlay.source.cells === source.cells && overlay.id === source.id)
      if (known) return { ...known, source }
      const polygons = cellPolygons(coarsenCells(source.cells, budget), this.view.longitude)
      return { id: source.id, source, polygons, colors: vertexColors(polygons, () => source.color) }
    })
  }
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): ViewSize {
  return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) }
}
