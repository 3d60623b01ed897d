import { useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ProblemAlert } from '../ui/ProblemAlert'
import type { AreaDrawing } from './areaDrawing'
import { formatPosition } from './coordinates'
import classes from './FleetMap.module.css'
import type { HotspotIndex } from './hotspotIndex'
import { MapControls } from './MapControls'
import type { CellOverlay, LayerSetting, MapFrame, MapHit, MapSite } from './mapContent'
import { handleMapKey, type MapKeyActions } from './mapKeys'
import { type Bounds, type MapView, metresPerPixel, normalizeLng } from './mapView'
import { ScaleBar } from './ScaleBar'
import { SiteMarkers } from './SiteMarkers'
import type { LngLat } from './unwrapRing'
import { useMapEngine } from './useMapEngine'

/** What a screen may ask of its map. */
export interface FleetMapHandle {
  goTo(view: MapView): void
  /** Shows these positions, or the fleet when none are given. */
  fit(positions?: readonly LngLat[]): void
  bounds(): Bounds | null
}

interface FleetMapProps {
  /** What the map is of, for those who cannot see it. */
  label: string
  index: HotspotIndex | null
  layers?: { density: LayerSetting; hotspots: LayerSetting; graticule: LayerSetting }
  overlays?: readonly CellOverlay[]
  sites?: readonly MapSite[]
  chosenSite?: string | null
  onChooseSite?: (id: string) => void
  area?: readonly LngLat[]
  /** While set, clicks make corners. */
  drawing?: AreaDrawing | null
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
/** A press that moves further than this is a drag. */
const CLICK_PX = 5

/** The map that every feature uses: basemap, the fleet's density and hotspots, and what the feature lays over them. */
export function FleetMap(props: FleetMapProps) {
  const { index, layers = ALL_VISIBLE, overlays = NOTHING, sites = NOTHING, area = NOTHING, drawing = null } = props
  const { selectedCell = null, selectedPosition = null, firstFit, onFrame } = props
  const scheme = useComputedColorScheme('light')
  const corners = drawing?.corners ?? area
  const content = useMemo(
    () => ({ scheme, index, layers, overlays, area: corners, selectedCell, selectedPosition }),
    [scheme, index, layers, overlays, corners, selectedCell, selectedPosition],
  )
  const { container, engine, frame, problem } = useMapEngine(content)
  const [pointer, setPointer] = useState<{ x: number; y: number } | null>(null)
  const pressed = useRef<{ x: number; y: number } | null>(null)
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
  }))

  const addCorner = (x: number, y: number) => {
    const position = engine?.positionAt(x, y)
    if (position) drawing?.add([normalizeLng(position[0]), position[1]])
  }
  const keyActions: MapKeyActions = {
    pan: (dx, dy) => engine?.panBy(dx, dy),
    zoom: zoomBy,
    fit: showAll,
    addCorner: () => addCorner((frame?.size.width ?? 0) / 2, (frame?.size.height ?? 0) / 2),
    drawing,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target === event.currentTarget && handleMapKey(event, keyActions)) event.preventDefault()
  }
  const hit = pointer && !drawing ? (engine?.hit(pointer.x, pointer.y) ?? null) : null
  const under = pointer ? engine?.positionAt(pointer.x, pointer.y) : null

  return (
    <div
      className={`${classes.map} ${drawing ? classes.drawing : ''}`}
      role="application"
      aria-label={props.label}
      aria-describedby={helpId}
      {...FOCUSABLE}
      data-testid="map"
      data-polygons={frame?.polygonsDrawn ?? 0}
      data-hotspots={frame?.hotspotsDrawn ?? 0}
      data-resolution={frame?.density?.resolution ?? ''}
      data-zoom={frame?.view.zoom.toFixed(2) ?? ''}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => setPointer(pointIn(event))}
      onPointerLeave={() => setPointer(null)}
      onPointerDown={(event) => {
        pressed.current = pointIn(event)
      }}
      onPointerUp={(event) => {
        const [from, at] = [pressed.current, pointIn(event)]
        pressed.current = null
        if (!from || !isCanvas(event.target) || Math.hypot(at.x - from.x, at.y - from.y) > CLICK_PX || !engine) return
        if (drawing) addCorner(at.x, at.y)
        else props.onPick?.(engine.hit(at.x, at.y))
      }}
      onDoubleClick={(event) => {
        if (!isCanvas(event.target)) return
        if (drawing) drawing.finish()
        else engine?.zoomBy(1, pointIn(event))
      }}
    >
      <div ref={container} className={classes.canvas} />
      <VisuallyHidden id={helpId}>
        Arrow keys move the map, plus and minus zoom, 0 shows everything.
        {drawing ? ' Space sets a corner at the centre, Backspace takes one back, Enter finishes, Escape cancels.' : ''}
      </VisuallyHidden>
      {problem && <ProblemAlert problem={problem} />}
      {frame && (
        <SiteMarkers
          sites={sites}
          view={frame.view}
          size={frame.size}
          chosen={props.chosenSite ?? null}
          onChoose={props.onChooseSite}
        />
      )}
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

const isCanvas = (target: EventTarget) => target instanceof HTMLCanvasElement

function pointIn(event: { clientX: number; clientY: number; currentTarget: Element }): { x: number; y: number } {
  const frame = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - frame.left, y: event.clientY - frame.top }
}

/** Beside the pointer, on the side that has room. */
function tooltipPlace({ x, y }: { x: number; y: number }, width: number): string {
  return x > width - 300 ? `translate(${x - 14}px, ${y + 14}px) translateX(-100%)` : `translate(${x + 14}px, ${y + 14}px)`
}
