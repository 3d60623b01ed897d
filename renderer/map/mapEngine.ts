/**
 * Owns the deck.gl instance of one map: follows the view, prepares what it shows, and says what was drawn.
 * Hits are computed from positions rather than by a second rendering, which is exact and costs nothing in software.
 */
import { FlyToInterpolator, type MapViewState } from '@deck.gl/core'
import { nearLng } from '#core/geo/longitude'
import { type BasemapDetail, basemapDetail } from './basemapGeometry'
import { type BasemapSource, openBasemap } from './basemapSource'
import { CellLayerSource } from './cellLayerSource'
import { MAX_POLYGONS } from './densityCells'
import { drawFleet, type FleetDrawing, servesView } from './fleetDrawing'
import { imageLayer } from './imageLayers'
import type { LandPolygons } from './landPolygons'
import type { MapContent, MapFrame, MapHit, MapSite } from './mapContent'
import { MapDeck } from './mapDeck'
import { hitAt } from './mapHit'
import { areaLayers, basemapLayer, cellsLayer, graticuleLayer, hotspotsLayer, selectionLayers } from './mapLayers'
import { MapPackSource } from './mapPackSource'
import { composeSnapshot, type MapSnapshot } from './mapSnapshot'
import {
  type Bounds,
  clampView,
  containsBounds,
  fitView,
  fromPixel,
  MAX_ZOOM,
  type MapView,
  minZoom,
  type ViewSize,
  viewBounds,
  zoomAround,
} from './mapView'
import { type DrawnOverlay, drawOverlays } from './overlayCells'
import { LabelCanvas, packLayers } from './packLayers'
import { pathLayers } from './pathLayers'
import type { LngLat } from './unwrapRing'
import { valueLayers } from './valueLayers'

const CONTROLLER = { dragRotate: false, keyboard: false, touchZoom: true, scrollZoom: true }
/** Beside the fleet's density, values get most of the polygons. */
const VALUE_SHARE = 0.7

export class MapEngine {
  private readonly deck: MapDeck
  private readonly basemap: BasemapSource
  private readonly cells: CellLayerSource
  private readonly packs: MapPackSource
  private readonly labels: LabelCanvas
  private readonly resizes: ResizeObserver
  private view: MapView = { longitude: 0, latitude: 25, zoom: 1 }
  private size: ViewSize
  private content: MapContent | null = null
  private land: LandPolygons | null = null
  private asked: { detail: BasemapDetail; bounds: Bounds; zoom: number } | null = null
  private drawing: FleetDrawing | null = null
  private overlays: DrawnOverlay[] = []
  private dragPans = true
  private expectsCells = false

  constructor(
    private readonly container: HTMLDivElement,
    private readonly onFrame: (frame: MapFrame) => void,
    /** Called right after each drawing, while its pixels are still there. */
    onRender: () => void = () => {},
  ) {
    this.size = sizeOf(container)
    // The container is the truth: a new canvas has a size of its own for a moment.
    this.resizes = new ResizeObserver(() => {
      this.size = sizeOf(container)
      this.moveTo(this.view)
    })
    // In the screen's own pixels, so that another scale of the screen, too, draws anew.
    this.resizes.observe(container, { box: 'device-pixel-content-box' })
    this.view = fitView([], [], this.size)
    this.basemap = openBasemap((land) => {
      this.land = land
      this.render()
    })
    this.cells = new CellLayerSource(() => this.render())
    this.packs = new MapPackSource(() => this.render())
    this.deck = new MapDeck({
      parent: container,
      controller: CONTROLLER,
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
      onAfterRender: () => {
        onRender()
        if (this.content && !this.asked && !this.cells.isFirst()) this.askForLand()
        if (this.land && this.expectsCells) this.cells.warmUp()
      },
      // The cursor is set with a frame, and the end of a drag changes nothing else.
      onInteractionStateChange: () => this.deck.wake(),
      getCursor: ({ isDragging }) => (isDragging ? 'grabbing' : 'inherit'),
    })
    this.labels = new LabelCanvas(container)
  }

  /** Shows this from now on. */
  show(content: MapContent): void {
    this.content = content
    if (content.dragPans !== this.dragPans) {
      this.dragPans = content.dragPans
      this.deck.setProps({ controller: { ...CONTROLLER, dragPan: content.dragPans } })
    }
    this.render()
  }

  /** Says that values are likely to be shown: once the map is up, what prepares them is made ready. */
  expectCells(): void {
    this.expectsCells = true
  }

  /** Goes to a view: at once, or by a short flight where the person has not asked for less motion. */
  goTo(target: MapView, flight = true): void {
    const view = clampView({ ...target, longitude: nearLng(target.longitude, this.view.longitude) }, this.size)
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

  zoomBy(levels: number, around = { x: this.size.width / 2, y: this.size.height / 2 }): void {
    this.moveTo(zoomAround(this.view, this.size, levels, around.x, around.y))
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
    const { drawing, content, cells, view, size } = this
    return content && hitAt({ x, y }, { drawing, content, cells, view, size })
  }

  /** Draws at once and hands the pixels over: what a canvas of WebGL holds is gone once it was shown. */
  snapshot(sites: readonly MapSite[]): MapSnapshot | null {
    const { content, view, size } = this
    const drawn = this.container.querySelector('canvas')
    if (!content || !drawn) return null
    this.deck.redraw('snapshot')
    const { scheme, divider } = content
    return composeSnapshot([drawn, this.labels.canvas], sites, { view, size, scheme, divider, attributions: this.packs.notes() })
  }

  destroy(): void {
    this.resizes.disconnect()
    this.basemap.close()
    this.cells.close()
    this.packs.close()
    this.deck.finalize()
  }

  private moveTo(view: MapView): void {
    this.view = clampView(view, this.size)
    this.deck.setProps({ viewState: this.deckView() })
    this.render()
  }

  private deckView(view = this.view): MapViewState & { normalize: boolean } {
    // Unnormalised: crossing the antimeridian must not throw the view to the other end of the frame.
    // Bearing and pitch are named because a flight goes on only while the views it is given have all that it compares.
    return { ...view, bearing: 0, pitch: 0, minZoom: minZoom(this.size), maxZoom: MAX_ZOOM, normalize: false }
  }

  private render(): void {
    const { content, view, size } = this
    if (!content) return
    const { scheme } = content
    this.overlays = drawOverlays(content.overlays, this.overlays, MAX_POLYGONS / 2, view.longitude)
    const overlayPolygons = this.overlays.reduce((sum, { polygons }) => sum + polygons.length, 0)
    const share = content.index && content.layers.density.visible ? VALUE_SHARE : 1
    this.cells.update(content.cellLayers, view, size, Math.max(MAX_POLYGONS - overlayPolygons, MAX_POLYGONS / 4) * share)
    // What the map is about comes first, and the land once it is drawn: on a slow machine it would delay it.
    if (this.asked || !content.cellLayers.some(({ visible }) => visible)) this.askForLand()
    const values = this.cells.drawn()
    const valuePolygons = values.reduce((sum, { summary }) => sum + summary.drawn, 0)
    if (!content.index) this.drawing = null
    else if (!this.drawing || !servesView(this.drawing, content.index, scheme, view, size)) {
      this.drawing = drawFleet(content.index, scheme, view, size, MAX_POLYGONS - overlayPolygons - valuePolygons)
    }
    this.packs.update(content.mapPacks, view, size)
    const packs = this.packs.drawn(scheme)
    const { drawing } = this
    const { density, hotspots, graticule } = content.layers
    const showSingles = drawing !== null && hotspots.visible && drawing.members.length > 0
    const showCells = drawing !== null && density.visible
    const bounds = viewBounds(view, size, 0.2)
    const divided = { dividerPx: content.divider === null ? null : content.divider * size.width }
    this.deck.setProps({
      layers: [
        this.land && basemapLayer(this.land, scheme),
        ...packs.flatMap((pack) => packLayers(pack, view)),
        ...content.images.filter(({ visible }) => visible).map((image) => imageLayer(image, view, divided)),
        graticule.visible ? graticuleLayer(bounds, scheme, graticule.opacity) : null,
        showCells && cellsLayer('density', drawing.polygons, drawing.colors, density.opacity * (showSingles ? 0.45 : 1)),
        ...values.flatMap((value) => valueLayers(value, scheme, divided)),
        ...this.overlays.map(({ source, polygons, colors }) =>
          cellsLayer(source.id, polygons, colors, source.opacity, { ...divided, side: source.side }),
        ),
        ...areaLayers(content.area, scheme, view),
        showSingles && hotspotsLayer(drawing, hotspots.opacity),
        ...(content.path ? pathLayers(content.path, scheme, view) : []),
        ...selectionLayers(content, view),
      ],
    })
    this.labels.draw(packs, view, size, scheme)
    this.onFrame({
      view,
      size,
      density: drawing?.summary ?? null,
      polygonsDrawn: (showCells ? drawing.polygons.length : 0) + overlayPolygons + valuePolygons,
      hotspotsDrawn: showSingles ? drawing.members.length : 0,
      cellLayers: this.cells.currentSummaries(),
      attributions: this.packs.notes(),
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
    // Wider than a turn where the view is: the world repeats at its sides while it is moved.
    this.asked = { detail, bounds: viewBounds(this.view, this.size, 0.6, 720), zoom: this.view.zoom }
    this.basemap.request(detail, this.asked.bounds)
  }
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): ViewSize {
  return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) }
}
