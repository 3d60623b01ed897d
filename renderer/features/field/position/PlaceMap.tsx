import { ActionIcon, useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useId, useMemo, useRef } from 'react'
import { normalizeLng } from '#core/geo/longitude'
import { greatCircleM, type LatLng } from '#core/geo/sphere'
import type { WorkOrder } from '#core/model/records'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import { FAR_FROM_ORDER_M } from '#core/provisioning/placement/checkPlacement'
import { offsetText } from '#core/provisioning/placement/offsetText'
import { distanceText } from '#core/words/distanceText'
import { useDataLayers } from '../../../data/layers/dataLayers'
import { useHotspots } from '../../../data/queries'
import { indexHotspots } from '../../../map/hotspotIndex'
import type { MapPack } from '../../../map/mapContent'
import type { MapEngine } from '../../../map/mapEngine'
import { type MapView, metresPerPixel } from '../../../map/mapView'
import { ScaleBar } from '../../../map/ScaleBar'
import { useMapEngine } from '../../../map/useMapEngine'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { isStepCovered } from '../openForm'
import { PlaceMarks } from './PlaceMarks'
import classes from './Position.module.css'
import { placeMove } from './placeKeys'
import { degreesText } from './typedPlace'

interface PlaceMapProps {
  workOrder: WorkOrder | null
  fix: AveragedPosition | null
  start: LatLng | null
  onPlace: (place: LatLng) => void
}

const LAYERS = {
  density: { visible: true, opacity: 0.3 },
  hotspots: { visible: true, opacity: 1 },
  graticule: { visible: false, opacity: 0 },
}
/** A street fills the map. */
const PLACE_ZOOM = 17
/** A tenth of a metre. */
const DECIMALS = 6
const FOCUSABLE = { tabIndex: 0 }

/** The fleet, the work order and the fix around a cross that stays in the middle. */
export function PlaceMap({ workOrder, fix, start, onPlace }: PlaceMapProps) {
  const scheme = useComputedColorScheme('light')
  const hotspots = useHotspots()
  const packs = useDataLayers('map-pack')
  const index = useMemo(() => (hotspots ? indexHotspots(hotspots) : null), [hotspots])
  const content = useMemo(
    () => ({
      scheme,
      index,
      layers: LAYERS,
      overlays: [],
      cellLayers: [],
      images: [],
      divider: null,
      path: null,
      dragPans: true,
      mapPacks: (packs ?? []).map(({ id, attribution }): MapPack => ({ layerId: id, attribution, opacity: 1, visible: true })),
      area: [],
      selectedCell: null,
      selectedPosition: null,
    }),
    [scheme, index, packs],
  )
  const { container, engine, frame, problem } = useMapEngine(content)
  const helpId = useId()
  const map = useRef<HTMLDivElement>(null)

  const home = useMemo(() => start ?? fix ?? workOrder, [start, fix, workOrder])
  const goHome = useCallback(() => {
    if (home) engine?.goTo({ latitude: home.lat, longitude: home.lng, zoom: PLACE_ZOOM }, false)
    else engine?.fit(index?.longitudes ?? [], index?.latitudes ?? [], false)
  }, [engine, home, index])
  const isThere = useRef(false)
  useEffect(() => {
    if (!engine || isThere.current || (!home && !index)) return
    isThere.current = true
    goHome()
  }, [engine, home, index, goHome])

  const place = useMemo(() => frame && placeOf(frame.view), [frame])
  useEffect(() => {
    if (place && isThere.current) onPlace(place)
  }, [place, onPlace])
  useMapKeys(engine, goHome)
  useEffect(() => map.current?.focus(), [])

  const hit = frame && engine?.hit(frame.size.width / 2, frame.size.height / 2)
  const under = hit?.kind === 'hotspot' && index ? hotspots?.[index.order[hit.member] ?? -1] : undefined
  const buttons = [
    ['Zoom in', IconPlus, () => engine?.zoomBy(1)],
    ['Zoom out', IconMinus, () => engine?.zoomBy(-1)],
    ['Back to where the map began', IconFocusCentered, goHome],
  ] as const

  return (
    <div
      ref={map}
      className={classes.map}
      role="application"
      aria-label="Map of the place"
      aria-describedby={helpId}
      data-testid="place-map"
      data-zoom={frame?.view.zoom.toFixed(2) ?? ''}
      {...FOCUSABLE}
    >
      <div ref={container} className={classes.canvas} />
      <VisuallyHidden id={helpId}>
        Arrow keys move the map under the cross, with Shift in large steps. Plus and minus zoom, 0 goes back to where it began.
        Enter takes the place under the cross.
      </VisuallyHidden>
      {problem && <ProblemAlert problem={problem} />}
      {frame && <PlaceMarks view={frame.view} size={frame.size} workOrder={workOrder} fix={fix} />}
      {place && frame && (
        <div className={classes.readout}>
          <span className={`figures ${classes.coordinates}`} data-testid="place">
            {degreesText(place)}
          </span>
          <span className="figures">{besideWords(place, workOrder, fix)}</span>
          {under && <span>On {under.name || under.id}</span>}
        </div>
      )}
      {frame && (
        <div className={classes.mapFoot}>
          <ScaleBar metresPerPixel={metresPerPixel(frame.view)} />
          {frame.attributions.length > 0 && <span>{frame.attributions.join(' · ')}</span>}
          {workOrder && <span>Dashed: {FAR_FROM_ORDER_M} m around the work order's place</span>}
          {packs?.length === 0 && <span>An imported map pack adds streets here</span>}
        </div>
      )}
      <div className={classes.mapButtons}>
        {buttons.map(([name, Icon, act]) => (
          <ActionIcon key={name} variant="default" size={56} aria-label={name} onClick={act}>
            <Icon size={24} />
          </ActionIcon>
        ))}
      </div>
    </div>
  )
}

/** Wherever the focus is in this step: nothing else of it takes arrows. Enter on the map does what Enter does elsewhere. */
function useMapKeys(engine: MapEngine | null, goHome: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || !(event.target instanceof HTMLElement) || event.target.matches('input, select, textarea'))
        return
      if (isStepCovered()) return
      if (event.key === 'Enter' && !event.repeat && event.target.matches('[role="application"]'))
        event.target.closest('form')?.requestSubmit()
      const move = placeMove(event)
      if (!move) return
      event.preventDefault()
      if (move.kind === 'pan') engine?.panBy(move.dx, move.dy)
      else if (move.kind === 'zoom') engine?.zoomBy(move.levels)
      else goHome()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [engine, goHome])
}

function placeOf({ latitude, longitude }: MapView): LatLng {
  return { lat: Number(latitude.toFixed(DECIMALS)), lng: Number(normalizeLng(longitude).toFixed(DECIMALS)) }
}

/** How far the cross is from what else is known. */
function besideWords(place: LatLng, workOrder: WorkOrder | null, fix: AveragedPosition | null): string {
  const parts = [
    workOrder && besidePlace(workOrder, place, "the work order's place"),
    fix && besidePlace(fix, place, `the measured one (scatter ${distanceText(fix.scatterRmsM)})`),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function besidePlace(origin: LatLng, place: LatLng, name: string): string {
  return greatCircleM(origin, place) < 1 ? `At ${name}` : `${offsetText(origin, place)} of ${name}`
}
