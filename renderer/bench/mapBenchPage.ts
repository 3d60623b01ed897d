/**
 * The map's bench in a page of its own: the product's engine and deck.gl's H3HexagonLayer with its defaults, each with the
 * same cells, the same view and the same canvas. Not part of the product. The page waits for `window.measureMap`.
 */
import { Deck } from '@deck.gl/core'
import { H3HexagonLayer } from '@deck.gl/geo-layers'
import { gridDisk, latLngToCell } from 'h3-js'
import { cellColors } from '../map/cellColors'
import type { CellLayer } from '../map/cellLayer'
import type { MapContent } from '../map/mapContent'
import { MapEngine } from '../map/mapEngine'
import { fromPixel } from '../map/mapView'

export interface MapTimings {
  cells: number
  /** From making the map to its first frame with cells in it. */
  firstFrameMs: number
  /** Per step of a pan, in order: from moving the view to the pixels. */
  panMs: number[]
}

const CENTRE = { longitude: -122.42, latitude: 37.77 }
const RESOLUTION = 9
const ZOOM = 9.2
const STEP_PX = 8

declare global {
  interface Window {
    /** @param panSteps how many frames the pan has */
    measureMap?: (subject: 'engine' | 'h3-hexagon-layer', cellCount: number, panSteps: number) => Promise<MapTimings>
  }
}

interface Subject {
  /** Moves the map by some pixels. */
  pan(dx: number): void
}

/** Tells of each frame right after it was drawn, while its pixels are still there. */
type OnRender = () => void

window.measureMap = async (name, cellCount, panSteps) => {
  const cells = makeCells(cellCount)
  const container = document.getElementById('map') as HTMLDivElement
  let onRender: OnRender = () => {}
  const nextRender = (isWanted: () => boolean) =>
    new Promise<void>((resolve) => {
      onRender = () => {
        if (isWanted()) resolve()
      }
    })
  const start = performance.now()
  const first = nextRender(() => showsCells(container))
  const subject = STARTS[name](container, cells, () => onRender())
  await first
  const firstFrameMs = performance.now() - start
  const panMs: number[] = []
  for (let step = 0; step < panSteps; step++) {
    const before = performance.now()
    const drawn = nextRender(() => showsCells(container))
    subject.pan(step < panSteps / 2 ? STEP_PX : -STEP_PX)
    await drawn
    panMs.push(performance.now() - before)
  }
  return { cells: cells.length, firstFrameMs, panMs }
}

/** Whether the middle of the map has the colour of a cell: darker than land, sea or nothing. Waits for the drawing to end. */
function showsCells(container: HTMLElement): boolean {
  const canvas = container.querySelector('canvas')
  const gl = canvas?.getContext('webgl2')
  if (!canvas || !gl) return false
  const pixel = new Uint8Array(4)
  gl.readPixels(canvas.width >> 1, canvas.height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
  const [red = 0, , , alpha = 0] = pixel
  return alpha === 255 && red < 200
}

/** A full disk of cells around one place, ascending. */
function makeCells(count: number): string[] {
  // A disk of k rings has 3k(k+1)+1 cells.
  const rings = Math.ceil((-3 + Math.sqrt(9 + 12 * (count - 1))) / 6)
  return gridDisk(latLngToCell(CENTRE.latitude, CENTRE.longitude, RESOLUTION), rings)
    .slice(0, count)
    .sort()
}

/** Never at the pale end of the ramp, so that a cell is told from the land. */
const valueAt = (place: number) => 40 + ((place * 7_919) % 60)

const STARTS: Record<'engine' | 'h3-hexagon-layer', (container: HTMLDivElement, cells: string[], onRender: OnRender) => Subject> =
  {
    engine: startEngine,
    'h3-hexagon-layer': startReference,
  }

function startEngine(container: HTMLDivElement, cells: string[], onRender: OnRender): Subject {
  const layer: CellLayer = {
    id: 'bench',
    name: 'Bench',
    resolution: RESOLUTION,
    cells: BigUint64Array.from(cells, (cell) => BigInt(`0x${cell}`)),
    values: Float32Array.from(cells, (_, place) => valueAt(place)),
    combine: 'mean',
    ramp: 'sequential',
    domain: [0, 100],
    unit: '',
    opacity: 1,
    visible: true,
    format: String,
  }
  const shown = { visible: true, opacity: 1 }
  const content: MapContent = {
    scheme: 'light',
    index: null,
    layers: { density: shown, hotspots: shown, graticule: { visible: false, opacity: 1 } },
    overlays: [],
    cellLayers: [layer],
    images: [],
    mapPacks: [],
    divider: null,
    path: null,
    dragPans: true,
    area: [],
    selectedCell: null,
    selectedPosition: null,
  }
  const engine = new MapEngine(container, () => {}, onRender)
  engine.goTo({ ...CENTRE, zoom: ZOOM }, false)
  engine.show(content)
  return { pan: (dx) => engine.panBy(dx, 0) }
}

/** The layer with its defaults, on a canvas and with a view like the engine's. */
function startReference(container: HTMLDivElement, cells: string[], onRender: OnRender): Subject {
  const colorOf = cellColors({ ramp: 'sequential' }, [0, 100], 'light')
  const data = cells.map((hexagon, place) => ({ hexagon, value: valueAt(place) }))
  let viewState = { ...CENTRE, zoom: ZOOM }
  const deck = new Deck({
    parent: container,
    controller: true,
    deviceProps: { type: 'webgl', webgl: { antialias: false } },
    viewState,
    onAfterRender: onRender,
    layers: [
      new H3HexagonLayer<{ hexagon: string; value: number }>({
        id: 'reference',
        data,
        getHexagon: ({ hexagon }) => hexagon,
        getFillColor: ({ value }) => [...colorOf(value)] as [number, number, number],
        extruded: false,
      }),
    ],
  })
  return {
    pan(dx) {
      const [longitude, latitude] = fromPixel(
        viewState,
        { width: container.clientWidth, height: container.clientHeight },
        container.clientWidth / 2 + dx,
        container.clientHeight / 2,
      )
      viewState = { ...viewState, longitude, latitude }
      deck.setProps({ viewState })
    },
  }
}
