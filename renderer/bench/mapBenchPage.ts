/**
 * The map's bench in a page of its own: the product's engine and deck.gl's H3HexagonLayer with its defaults, each with the
 * same cells, view, canvas and device, and each on a map that is up and at rest when its cells are handed over, as when a
 * person switches a layer on. The engine's map has its land by then; the reference has none to draw, which is to its
 * advantage. Not part of the product. The page waits for `window.measureMap`.
 */
import { Deck } from '@deck.gl/core'
import { H3HexagonLayer } from '@deck.gl/geo-layers'
import { gridDisk, latLngToCell } from 'h3-js'
import { h3Number } from '#core/geo/h3Index'
import { cellColors } from '../map/cellColors'
import type { CellLayer } from '../map/cellLayer'
import type { MapContent } from '../map/mapContent'
import { MapEngine } from '../map/mapEngine'
import { fromPixel } from '../map/mapView'

export interface MapTimings {
  cells: number
  /** From handing the cells to a map that is up, to the pixels of the first frame with cells in it, which has all of them. */
  firstFrameMs: number
  /** Per step of a pan, in order: from moving the view to the pixels. */
  panMs: number[]
}

type SubjectName = 'engine' | 'h3-hexagon-layer'

const CENTRE = { longitude: -122.42, latitude: 37.77 }
const RESOLUTION = 9
const ZOOM = 9.2
const STEP_PX = 8
/** How long a map is left alone once it is up. */
const REST_MS = 1_500

declare global {
  interface Window {
    /** @param panSteps how many frames the pan has */
    measureMap?: (subject: SubjectName, cellCount: number, panSteps: number) => Promise<MapTimings>
  }
}

interface Subject {
  /** Resolves when the map is up, with its land when it has one. */
  isUp: Promise<void>
  /** Hands the cells over. */
  showCells(): void
  /** Moves the map by some pixels. */
  pan(dx: number): void
}

/** Tells of each frame right after it was drawn, while its pixels are still there. */
type OnRender = () => void

/** One frame that is waited for. */
class FrameWatch {
  private onRender: OnRender = () => {}
  readonly rendered: OnRender = () => this.onRender()

  /** The next frame that is wanted. */
  next(isWanted: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.onRender = () => {
        if (!isWanted()) return
        this.onRender = () => {}
        resolve()
      }
    })
  }
}

window.measureMap = async (name, cellCount, panSteps) => {
  const container = document.getElementById('map') as HTMLDivElement
  const watch = new FrameWatch()
  const subject = STARTS[name](container, makeCells(cellCount), watch)
  await subject.isUp
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  const start = performance.now()
  const first = watch.next(() => showsCells(container))
  subject.showCells()
  await first
  const firstFrameMs = performance.now() - start
  const panMs: number[] = []
  for (let step = 0; step < panSteps; step++) {
    const before = performance.now()
    const drawn = watch.next(() => showsCells(container))
    subject.pan(step < panSteps / 2 ? STEP_PX : -STEP_PX)
    await drawn
    panMs.push(performance.now() - before)
  }
  return { cells: cellCount, firstFrameMs, panMs }
}

/** Whether the middle of the map has the colour of a cell: darker than land or sea. */
function showsCells(container: HTMLElement): boolean {
  const [red, alpha] = middleOf(container)
  return alpha === 255 && red < 200
}

/** Red and opacity in the middle of the map. Waits for the drawing to end. */
function middleOf(container: HTMLElement): [red: number, alpha: number] {
  const canvas = container.querySelector('canvas')
  const gl = canvas?.getContext('webgl2')
  if (!canvas || !gl) return [0, 0]
  const pixel = new Uint8Array(4)
  gl.readPixels(canvas.width >> 1, canvas.height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
  return [pixel[0] ?? 0, pixel[3] ?? 0]
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

const STARTS: Record<SubjectName, (container: HTMLDivElement, cells: string[], watch: FrameWatch) => Subject> = {
  engine: startEngine,
  'h3-hexagon-layer': startReference,
}

function startEngine(container: HTMLDivElement, cells: string[], watch: FrameWatch): Subject {
  const layer: CellLayer = {
    id: 'bench',
    name: 'Bench',
    resolution: RESOLUTION,
    cells: BigUint64Array.from(cells, h3Number),
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
    cellLayers: [],
    images: [],
    mapPacks: [],
    divider: null,
    path: null,
    dragPans: true,
    area: [],
    selectedCell: null,
    selectedPosition: null,
  }
  const isUp = watch.next(() => middleOf(container)[1] === 255)
  const engine = new MapEngine(container, () => {}, watch.rendered)
  // As a screen does that can show values.
  engine.expectCells()
  engine.goTo({ ...CENTRE, zoom: ZOOM }, false)
  engine.show(content)
  return {
    isUp,
    showCells: () => engine.show({ ...content, cellLayers: [layer] }),
    pan: (dx) => engine.panBy(dx, 0),
  }
}

/** The layer with its defaults, on a canvas and with a view like the engine's. */
function startReference(container: HTMLDivElement, cells: string[], watch: FrameWatch): Subject {
  const colorOf = cellColors({ ramp: 'sequential' }, [0, 100], 'light')
  const data = cells.map((hexagon, place) => ({ hexagon, value: valueAt(place) }))
  let viewState = { ...CENTRE, zoom: ZOOM }
  const isUp = watch.next(() => true)
  const deck = new Deck({
    parent: container,
    controller: true,
    deviceProps: { type: 'webgl', webgl: { antialias: false } },
    useDevicePixels: Math.min(window.devicePixelRatio, 2),
    viewState,
    onAfterRender: watch.rendered,
    layers: [],
  })
  return {
    isUp,
    showCells: () =>
      deck.setProps({
        layers: [
          new H3HexagonLayer<{ hexagon: string; value: number }>({
            id: 'reference',
            data,
            getHexagon: ({ hexagon }) => hexagon,
            getFillColor: ({ value }) => [...colorOf(value)] as [number, number, number],
            extruded: false,
          }),
        ],
      }),
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
