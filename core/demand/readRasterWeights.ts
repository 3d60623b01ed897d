/**
 * Weights from a raster of counts per pixel in degrees (WorldPop, GHSL in EPSG:4326): every pixel's count goes to the
 * cell its middle lies in, so the total is kept. Read window by window; what holds no value or lies outside the bounds
 * is left out.
 */
import type { GeoTIFF, GeoTIFFImage } from 'geotiff'
import { getHexagonEdgeLengthAvg, latLngToCell } from 'h3-js'
import { type ImportPace, reportProgress } from '../files/importPace'
import { ProblemList } from '../files/ProblemList'
import type { Bounds } from '../geo/bounds'
import { METRES_PER_DEGREE } from '../geo/sphere'
import { Problem } from '../model/problem'
import { numberText } from '../words/numberText'
import { CellAccumulator } from './CellAccumulator'
import type { WeightsReading } from './cellWeights'
import { damagedRaster, firstImage, type RasterFacts } from './rasterFacts'

export interface RasterWeightsOptions extends ImportPace {
  facts: RasterFacts
  resolution: number
  /** Pixels whose middle lies outside are left out; null takes the whole raster. */
  bounds: Bounds | null
  source: string
  unit: string
}

/** About 16 MB of floats at once. */
const PIXELS_AT_ONCE = 4_000_000
const MOST_CELLS = 4_000_000

interface PixelWindow {
  left: number
  top: number
  right: number
  bottom: number
}

/**
 * Progress counts rows of pixels, of `windowOf(facts, bounds)`.
 * @throws Problem `raster.damaged`, `raster.outside`, `weights.too-many-cells` or `import.cancelled`
 */
export async function readRasterWeights(tiff: GeoTIFF, options: RasterWeightsOptions): Promise<WeightsReading> {
  const { facts, resolution, bounds } = options
  const image = await firstImage(tiff)
  const sums = new PixelSums(facts, resolution)
  let rowsDone = 0
  await reportProgress(0, options)
  for (const whole of windowsOf(facts, bounds)) {
    for (const piece of cutIntoPieces(whole, image)) {
      sums.addPiece(await readPiece(image, piece), piece)
      if (piece.right === whole.right) rowsDone += piece.bottom - piece.top
      await reportProgress(rowsDone, options)
    }
  }
  const notes: string[] = []
  const pixelM = Math.abs(facts.stepLat) * METRES_PER_DEGREE
  if (pixelM > 2 * getHexagonEdgeLengthAvg(resolution, 'm')) {
    notes.push(
      `Pixels are ${Math.round(pixelM)} m and larger than cells of resolution ${resolution}: each count sits in one cell and its neighbours look empty. Resolution ${facts.suggestedResolution} fits.`,
    )
  }
  const { rows, negatives, offGlobe } = sums
  const problems = new ProblemList()
  if (negatives > 0) {
    problems.add({
      line: null,
      field: null,
      message: `${numberText(negatives)} pixels hold a negative count and were left out: check which value stands for "no data".`,
    })
  }
  if (offGlobe > 0) {
    problems.add({
      line: null,
      field: null,
      message: `${numberText(offGlobe)} pixels hold a count beyond a pole and were left out: the raster's position is wrong.`,
    })
  }
  return {
    resolution,
    ...sums.cells.finish(),
    unit: options.unit,
    source: options.source,
    notes,
    rows,
    problems: problems.problems,
    problemCount: problems.count,
    duplicates: 0,
  }
}

/** The part of the raster that the bounds take: one window, or two when they cross its seam. @throws Problem `raster.outside` */
export function windowsOf(facts: RasterFacts, bounds: Bounds | null): PixelWindow[] {
  const { width, height, firstLng, firstLat, stepLng, stepLat } = facts
  if (bounds === null) return [{ left: 0, top: 0, right: width, bottom: height }]
  const [west, south, east, north] = bounds
  const rows = [(north - firstLat) / stepLat, (south - firstLat) / stepLat].sort((a, b) => a - b)
  const top = Math.max(0, Math.ceil(rows[0] ?? 0))
  const bottom = Math.min(height, Math.floor(rows[1] ?? 0) + 1)
  // Longitudes repeat every turn, and the raster may count them from −180, from 0, or across the antimeridian.
  const reach = east >= west ? east - west : east - west + 360
  const windows: PixelWindow[] = []
  for (const turn of [-360, 0, 360]) {
    const left = Math.max(0, Math.ceil((west + turn - firstLng) / stepLng))
    const right = Math.min(width, Math.floor((west + turn + reach - firstLng) / stepLng) + 1)
    if (left < right && top < bottom) windows.push({ left, top, right, bottom })
  }
  if (windows.length > 0) return windows
  const place = facts.bounds.map((degrees) => degrees.toFixed(2)).join(', ')
  throw new Problem(
    'raster.outside',
    `The raster (${place}) does not reach the area asked for: choose the whole file, or another file.`,
  )
}

function* cutIntoPieces({ left, top, right, bottom }: PixelWindow, image: GeoTIFFImage): Generator<PixelWindow> {
  // Along the file's own tiles, so that none is decoded twice; strips are as wide as the raster.
  const tileWidth = Math.min(image.getTileWidth(), image.getWidth())
  const tileHeight = Math.max(1, image.getTileHeight())
  const across = Math.max(tileWidth, Math.floor(PIXELS_AT_ONCE / tileHeight / tileWidth) * tileWidth)
  const width = Math.min(across, right - left)
  const down = Math.max(tileHeight, Math.floor(PIXELS_AT_ONCE / width / tileHeight) * tileHeight)
  const nextEdge = (at: number, step: number) => (Math.floor(at / step) + 1) * step
  for (let y = top; y < bottom; y = nextEdge(y, down)) {
    for (let x = left; x < right; x = nextEdge(x, across)) {
      yield { left: x, top: y, right: Math.min(right, nextEdge(x, across)), bottom: Math.min(bottom, nextEdge(y, down)) }
    }
  }
}

async function readPiece(image: GeoTIFFImage, { left, top, right, bottom }: PixelWindow): Promise<ArrayLike<number>> {
  try {
    const [band] = await image.readRasters({ window: [left, top, right, bottom], samples: [0] })
    return band as ArrayLike<number>
  } catch (cause) {
    throw damagedRaster(cause)
  }
}

class PixelSums {
  readonly cells = new CellAccumulator()
  /** Pixels that hold a value. */
  rows = 0
  negatives = 0
  offGlobe = 0

  constructor(
    private readonly facts: RasterFacts,
    private readonly resolution: number,
  ) {}

  addPiece(values: ArrayLike<number>, { left, top, right, bottom }: PixelWindow): void {
    const { firstLng, firstLat, stepLng, stepLat, noData } = this.facts
    // A file of 32-bit floats cannot hold most decimals, so its own word for nothing is compared as it holds it.
    const nothing = noData === null ? Number.NaN : noData
    const nothingAsFloat = Math.fround(nothing)
    let at = 0
    for (let y = top; y < bottom; y++) {
      const lat = firstLat + y * stepLat
      for (let x = left; x < right; x++) {
        const value = values[at++] ?? 0
        if (!Number.isFinite(value) || value === nothing || value === nothingAsFloat) continue
        this.rows++
        if (value < 0) this.negatives++
        else if (Math.abs(lat) > 90) this.offGlobe += value > 0 ? 1 : 0
        else if (value > 0) this.cells.add(latLngToCell(lat, wrapped(firstLng + x * stepLng), this.resolution), value)
      }
    }
    if (this.cells.size > MOST_CELLS) {
      throw new Problem(
        'weights.too-many-cells',
        `The raster fills more than ${numberText(MOST_CELLS)} cells of resolution ${this.resolution}: cut it to a smaller area, or choose a coarser resolution.`,
      )
    }
  }
}

function wrapped(lng: number): number {
  return lng >= -180 && lng <= 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180
}
