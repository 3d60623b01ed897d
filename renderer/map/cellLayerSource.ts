/**
 * The cell layers of one map on the drawing side: hands their content to a worker of their own, asks it for what the view
 * shows, and keeps the last answer until a better one comes. The worker starts with the first layer, or before it where one is expected.
 */
import { latLngToCell } from 'h3-js'
import { normalizeLng } from '#core/geo/longitude'
import { connectWorker, type WorkerClient } from '../platform/connectWorker'
import { cellPyramidContract, type DrawnCells } from '../workers/cellPyramidContract'
import type { CellDrawing } from './cellDrawing'
import type { CellLayer, CellLayerHit } from './cellLayer'
import type { CellLayerSummary } from './cellSummary'
import { resolutionForCells } from './densityCells'
import { cellOfPrefix, findSorted, prefixOfCell } from './h3Path'
import { type Bounds, containsBounds, type MapView, type ViewSize, viewBounds } from './mapView'
import type { LngLat } from './unwrapRing'

export interface DrawnCellLayer {
  layer: CellLayer
  drawing: CellDrawing
  summary: CellLayerSummary
}

interface Question {
  /** Everything but the view that decides the answer. */
  key: string
  zoom: number
  bounds: Bounds
}

/** How far beyond the view cells are prepared, in view widths, and how near to that edge the next are asked for. */
const PAD = 0.15
const ASK_AT = 0.03
/** Zooming by this much asks again, because more or fewer cells may fit. */
const ZOOM_STEP = 0.5

export class CellLayerSource {
  private worker: CellWorker | null = null
  private layers: readonly CellLayer[] = []
  private readonly contents = new Map<string, { cells: BigUint64Array; values: Float32Array; version: number }>()
  private readonly answers = new Map<string, { drawing: CellDrawing; summary: CellLayerSummary }>()
  private asked: Question | null = null
  private isWaiting = false
  private isOver = false
  private versions = 0
  private summaries: CellLayerSummary[] = []

  /** @param onChange called when there is something new to draw. */
  constructor(private readonly onChange: () => void) {}

  /** Follows what is to be shown and from where. Cheap when nothing changed; call it with every frame. */
  update(layers: readonly CellLayer[], view: MapView, size: ViewSize, maxPolygons: number): void {
    if (layers !== this.layers) {
      this.layers = layers
      this.putContents()
    }
    const shown = layers.filter(({ visible }) => visible)
    if (shown.length === 0 || this.isWaiting) return
    const question: Question = {
      key: shown.map((layer) => this.keyOf(layer)).join(' ') + resolutionForCells(view),
      zoom: view.zoom,
      bounds: viewBounds(view, size, PAD),
    }
    if (this.asked && isServed(this.asked, question, viewBounds(view, size, ASK_AT))) return
    this.asked = question
    this.isWaiting = true
    const looks = shown.map(({ id, combine, ramp, domain }) => ({ id, combine, ramp, domain }))
    const request = {
      resolution: resolutionForCells(view),
      bounds: question.bounds,
      centreLng: view.longitude,
      maxPolygons: Math.floor(maxPolygons / shown.length),
    }
    this.opened()
      .call('draw', { layers: looks, view: request })
      .then(
        (drawn) => this.take(drawn),
        () => {
          this.isWaiting = false
        },
      )
  }

  /** Starts the worker, so that the first layer need not wait for it. */
  warmUp(): void {
    if (!this.worker) void this.opened().call('practise', {}).catch(ignored)
  }

  /** Whether nothing can be drawn yet of what was asked for: then it is what the map should have its machine for. */
  isFirst(): boolean {
    return this.isWaiting && this.answers.size === 0
  }

  /** The visible layers that have been prepared, bottom to top. */
  drawn(): DrawnCellLayer[] {
    return this.layers.flatMap((layer) => {
      const answer = layer.visible && this.answers.get(layer.id)
      return answer ? [{ layer, ...answer }] : []
    })
  }

  /** For the legends; the same list as long as nothing in it changes. */
  currentSummaries(): CellLayerSummary[] {
    const next = this.drawn().map(({ summary }) => summary)
    const isSame = next.length === this.summaries.length && next.every((summary, i) => summary === this.summaries[i])
    if (!isSame) this.summaries = next
    return this.summaries
  }

  /** The value of every visible layer at a position, topmost first. */
  hits([longitude, latitude]: LngLat, isShown: (layer: CellLayer) => boolean): CellLayerHit[] {
    return this.drawn()
      .filter(({ layer }) => isShown(layer))
      .reverse()
      .flatMap(({ layer, drawing }) => {
        const { resolution, prefixes, values, counts } = drawing
        const cell = latLngToCell(latitude, normalizeLng(longitude), resolution)
        const place = findSorted(prefixes, prefixOfCell(cell, resolution))
        if (place < 0) return []
        const value = values[place] ?? Number.NaN
        if (Number.isNaN(value) && layer.missing === 'empty') return []
        return [
          {
            layerId: layer.id,
            cell: cellOfPrefix(prefixes[place] ?? 0, resolution),
            resolution,
            value,
            count: counts[place] ?? 0,
          },
        ]
      })
  }

  close(): void {
    this.isOver = true
    this.worker?.close()
    this.worker = null
  }

  private keyOf({ id, domain, ramp }: CellLayer): string {
    return `${id}:${this.contents.get(id)?.version}:${ramp}:${domain.join()}`
  }

  private putContents(): void {
    const ids = new Set(this.layers.map(({ id }) => id))
    for (const id of [...this.contents.keys()].filter((known) => !ids.has(known))) {
      this.contents.delete(id)
      this.answers.delete(id)
      void this.opened().call('drop', { id }).catch(ignored)
    }
    for (const layer of this.layers) {
      const { id, cells, values } = layer
      const known = this.contents.get(id)
      if (known?.cells === cells && known.values === values) continue
      const worker = this.opened()
      this.versions += 1
      this.contents.set(id, { cells, values, version: this.versions })
      put(worker, layer)
    }
  }

  private take(drawn: readonly DrawnCells[]): void {
    this.isWaiting = false
    if (this.isOver) return
    for (const { id, drawing, summary } of drawn) {
      const before = this.answers.get(id)?.summary
      if (this.contents.has(id)) this.answers.set(id, { drawing, summary: before && isSame(before, summary) ? before : summary })
    }
    this.onChange()
  }

  /** The worker, started where there is none or it broke: then it is given again what it had. */
  private opened(): CellWorker {
    if (this.worker?.isOpen) return this.worker
    const worker = new Worker(new URL('../workers/cellPyramid.worker.ts', import.meta.url), { type: 'module' })
    this.worker = connectWorker('cellPyramid', cellPyramidContract, worker)
    for (const layer of this.layers) if (this.contents.has(layer.id)) put(this.worker, layer)
    return this.worker
  }
}

type CellWorker = WorkerClient<typeof cellPyramidContract>

function put(worker: CellWorker, { id, cells, values, resolution, combine }: CellLayer): void {
  void worker.call('put', { id, source: { cells, values, resolution, combine } }).catch(ignored)
}

/** What was drawn before stays, and the next change of view or content asks again; what broke is in the fault log. */
function ignored(): void {}

function isServed(asked: Question, wanted: Question, near: Bounds): boolean {
  return asked.key === wanted.key && Math.abs(asked.zoom - wanted.zoom) < ZOOM_STEP && containsBounds(asked.bounds, near)
}

function isSame(a: CellLayerSummary, b: CellLayerSummary): boolean {
  const sameBins = a.bins.length === b.bins.length && a.bins.every((count, i) => count === b.bins[i])
  return (
    sameBins &&
    a.resolution === b.resolution &&
    a.cells === b.cells &&
    a.missing === b.missing &&
    a.drawn === b.drawn &&
    a.domain[0] === b.domain[0] &&
    a.domain[1] === b.domain[1] &&
    a.categories.length === b.categories.length &&
    a.categories.every(({ value, cells }, i) => value === b.categories[i]?.value && cells === b.categories[i]?.cells)
  )
}
