import { useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useImperativeHandle, useMemo, useRef } from 'react'
import { ProblemAlert } from '../ui/ProblemAlert'
import type { AreaDrawing } from './areaDrawing'
import type { CellLayer } from './cellLayer'
import { formatPosition } from './coordinates'
import classes from './FleetMap.module.css'
import type { HotspotIndex } from './hotspotIndex'
import type { Lasso } from './lasso'
import { MapControls } from './MapControls'
import { MapDivider, type MapSwipe } from './MapDivider'
import type { CellOverlay, ImageLayer, LayerSetting, MapFrame, MapHit, MapPack, MapPath, MapSite } from './mapContent'
import { handleMapKey, type MapKeyActions } from './mapKeys'
import type { MapSnapshot } from './mapSnapshot'
import { type Bounds, type MapView, metresPerPixel } from './mapView'
import type { Measurement } from './measurement'
import { ScaleBar } from './ScaleBar'
import { SiteMarkers } from './SiteMarkers'
import type { LngLat } from './unwrapRing'
import { useMapEngine } from './useMapEngine'
import { type Pixel, useMapPointer } from './useMapPointer'

/** What a screen may ask of its map. */
export interface FleetMapHandle {
  goTo(view: MapView): void
  /** Shows these positions, or the fleet when none are given. */
  fit(positions?: readonly LngLat[]): void
  bounds(): Bounds | null
  /** The map as a picture, for exportMapPng; null before its first frame. */
  snapshot(): MapSnapshot | null
}

interface FleetMapProps {
  /** What the map is of, for those who cannot see it. */
  label: string
  index: HotspotIndex | null
  layers?: { density: LayerSetting; hotspots: LayerSetting; graticule: LayerSetting }
  overlays?: readonly CellOverlay[]
  /** Values per cell, bottom to top. */
  cellLayers?: readonly CellLayer[]
  images?: readonly ImageLayer[]
  mapPacks?: readonly MapPack[]
  /** Two halves side by side; one map when not given. */
  swipe?: MapSwipe | null
  sites?: readonly MapSite[]
  chosenSite?: string | null
  onChooseSite?: (id: string) => void
  area?: readonly LngLat[]
  /** While set, clicks make corners. */
  drawing?: AreaDrawing | null
  /** While set, clicks measure; show its MeasurementReadout beside. */
  measurement?: Measurement | null
  /** While set, a drag draws an outline. */
  lasso?: Lasso | null
  selectedCell?: string | null
  selectedPosition?: LngLat | null
  /** A click: on what is drawn there, or on nothing. */
  onPick?: (hit: MapHit | null) => void
  /** What to say about the thing under the pointer. */
  describe?: (hit: MapHit) => ReactNode
  onFrame?: (frame: MapFrame) => void
  /** What to show first; the fleet when not given. */
  firstFit?: readonly LngLat[]
  handle?: React.Ref<FleetMapHandle>
}

const ALL_VISIBLE = {
  density: { visible: true, opacity: 0.85 },
  hotspots: { visible: true, opacity: 1 },
  graticule: { visible: true, opacity: 1 },
}
/** The map itself is operated by keys. */
const FOCUSABLE = { tabIndex: 0 }
const NOTHING: never[] = []

/** The map that every feature uses: basemap, the fleet's density and hotspots, and what the feature lays over them. */
export function FleetMap(props: FleetMapProps) {
  const { index, layers = ALL_VISIBLE, overlays = NOTHING, sites = NOTHING, area = NOTHING, drawing = null } = props
  const { cellLayers = NOTHING, images = NOTHING, mapPacks = NOTHING, swipe = null, measurement = null, lasso = null } = props
  const { selectedCell = null, selectedPosition = null, firstFit, onFrame } = props
  const scheme = useComputedColorScheme('light')
  const corners = drawing?.corners ?? area
  const tool = drawing ?? measurement
  const divider = swipe?.at ?? null
  const dragPans = lasso === null
  const path = useMemo(() => pathOf(measurement, lasso), [measurement, lasso])
  const content = useMemo(
    () => ({
      scheme,
      index,
      layers,
      overlays,
      cellLayers,
      images,
      mapPacks,
      divider,
      path,
      dragPans,
      area: corners,
      selectedCell,
      selectedPosition,
    }),
    [
      scheme,
      index,
      layers,
      overlays,
      cellLayers,
      images,
      mapPacks,
      divider,
      path,
      dragPans,
      corners,
      selectedCell,
      selectedPosition,
    ],
  )
  const { container, engine, frame, problem } = useMapEngine(content)
  const expectsCells = props.cellLayers !== undefined
  useEffect(() => {
    if (expectsCells) engine?.expectCells()
  }, [engine, expectsCells])
  const { pointer, addCorner, handlers } = useMapPointer({ engine, drawing: tool, lasso, onPick: props.onPick })
  const hasFitted = useRef(false)
  const helpId = useId()

  useEffect(() => {
    if (frame) onFrame?.(frame)
  }, [frame, onFrame])

  const fitTo = useCallback(
    (positions?: readonly LngLat[], flight = true) => {
      if (positions) {
        const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
        engine?.fit(lngs, lats, flight)
      } else engine?.fit(index?.longitudes ?? [], index?.latitudes ?? [], flight)
    },
    [engine, index],
  )
  const showAll = useCallback(() => fitTo(firstFit), [fitTo, firstFit])
  const zoomBy = useCallback((levels: number) => engine?.zoomBy(levels), [engine])
  useEffect(() => {
    if (!engine || hasFitted.current || (!index && !firstFit)) return
    hasFitted.current = true
    fitTo(firstFit, false)
  })
  useImperativeHandle(props.handle, () => ({
    goTo: (view) => engine?.goTo(view),
    fit: (positions) => fitTo(positions),
    bounds: () => engine?.bounds() ?? null,
    snapshot: () => engine?.snapshot(sites) ?? null,
  }))

  const keyActions: MapKeyActions = {
    pan: (dx, dy) => engine?.panBy(dx, dy),
    zoom: zoomBy,
    fit: showAll,
    addCorner: () => addCorner({ x: (frame?.size.width ?? 0) / 2, y: (frame?.size.height ?? 0) / 2 }),
    drawing: tool,
    cancel: lasso?.cancel ?? tool?.cancel ?? null,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target === event.currentTarget && handleMapKey(event, keyActions)) event.preventDefault()
  }
  const hit = pointer && !tool && !lasso ? (engine?.hit(pointer.x, pointer.y) ?? null) : null
  const under = pointer ? engine?.positionAt(pointer.x, pointer.y) : null

  return (
    <div
      className={`${classes.map} ${tool || lasso ? classes.drawing : ''}`}
      role="application"
      aria-label={props.label}
      aria-describedby={helpId}
      {...FOCUSABLE}
      data-testid="map"
      data-polygons={frame?.polygonsDrawn ?? 0}
      data-hotspots={frame?.hotspotsDrawn ?? 0}
      data-resolution={frame?.density?.resolution ?? ''}
      data-zoom={frame?.view.zoom.toFixed(2) ?? ''}
      data-cells-layer={frame?.cellLayers.map(({ layerId, drawn }) => `${layerId}:${drawn}`).join(' ') ?? ''}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <div ref={container} className={classes.canvas} />
      <VisuallyHidden id={helpId}>
        Arrow keys move the map, plus and minus zoom, 0 shows everything.
        {tool ? ' Space sets a corner at the centre, Backspace takes one back, Enter finishes, Escape cancels.' : ''}
        {lasso ? ' Drag around what you want; Escape cancels.' : ''}
      </VisuallyHidden>
      {problem && <ProblemAlert problem={problem} />}
      {frame && (
        <SiteMarkers
          sites={sites}
          view={frame.view}
          size={frame.size}
          divider={divider}
          chosen={props.chosenSite ?? null}
          onChoose={props.onChooseSite}
        />
      )}
      {swipe && <MapDivider {...swipe} />}
      {frame && frame.attributions.length > 0 && <div className={classes.attribution}>{frame.attributions.join(' · ')}</div>}
      {frame && (
        <div className={classes.foot}>
          <ScaleBar metresPerPixel={metresPerPixel(frame.view)} />
          {under && <span className="figures">{formatPosition(under[1], under[0], frame.view.zoom)}</span>}
        </div>
      )}
      {hit && pointer && props.describe && (
        <div className={classes.tooltip} style={{ transform: tooltipPlace(pointer, frame?.size.width ?? 0) }}>
          {props.describe(hit)}
        </div>
      )}
      <MapControls onZoom={zoomBy} onFit={showAll} />
    </div>
  )
}

function pathOf(measurement: Measurement | null, lasso: Lasso | null): MapPath | null {
  if (lasso) return { points: lasso.points, closed: false, marked: false }
  return measurement && { points: measurement.corners, closed: measurement.closed, marked: true }
}

/** Beside the pointer, on the side that has room. */
function tooltipPlace({ x, y }: Pixel, width: number): string {
  return x > width - 300 ? `translate(${x - 14}px, ${y + 14}px) translateX(-100%)` : `translate(${x + 14}px, ${y + 14}px)`
}
