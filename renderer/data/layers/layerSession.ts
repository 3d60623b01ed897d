/**
 * A file that becomes a layer: read as the person wants it, previewed, and written with its bulk or not at all. Runs in
 * the layer worker; it only needs a database, so the tests run it without one.
 */

import type { GeoTIFF } from 'geotiff'
import { openRaster, type RasterFacts, readRasterFacts } from '#core/demand/rasterFacts'
import type { SqliteReader } from '#core/demand/readGeopackage'
import { clipProblem } from '#core/files/fileProblem'
import { type Bounds, boundsOfCells, smallestBounds } from '#core/geo/bounds'
import type { DataLayer, DemandLayer } from '#core/model/dataLayer'
import { MAP_PACK_HEADER_BYTES, type MapPackFacts, readMapPackFacts } from '#core/model/mapPackFacts'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'
import { numberText } from '#core/words/numberText'
import { fleetBounds } from '../fleet/fleetBounds'
import { type LayerChunkData, writeLayer } from './dataLayers'
import { demandChunkCount, demandChunks } from './demandChunks'
import { digestOf, type LayerFile, openLayerFile } from './layerFile'
import { layerIdentity } from './layerIdentity'
import type { LayerChoices, LayerPreview, LayerProgress } from './layerPreview'
import { attributionOf, mapPackChunkCount, mapPackChunks } from './mapPacks'
import { measurementChunkCount, measurementChunks } from './measurements'
import { type DemandReading, rasterReaches, readGeopackageFile, readRasterDemand } from './readDemandFile'
import { readTextLayer, type TextLayer } from './readTextLayer'

const PROBLEMS_SHOWN = 500
const FLEET_MARGIN_M = 50_000

export interface LayerTask {
  signal: AbortSignal
  progress: (progress: LayerProgress) => void
  openSqlite: (bytes: Uint8Array) => Promise<SqliteReader>
  openTiff: (file: File) => Promise<GeoTIFF>
}

type Reading =
  | TextLayer
  | { kind: 'demand'; demand: DemandReading }
  | { kind: 'map-pack'; facts: MapPackFacts }
  | { kind: 'terrain' }

interface ReadFile {
  file: File
  reading: Reading
  preview: LayerPreview
}

/** Reads a file and says what importing it would do. @throws Problem saying what is wrong with the file as a whole. */
export async function readLayerFile(original: File, choices: LayerChoices, task: LayerTask): Promise<ReadFile> {
  const opened = await openLayerFile(original, task.signal)
  const fleet = await fleetBounds(FLEET_MARGIN_M)
  const { reading, area } = await readAs(opened, choices, fleet, task)
  const demand = reading.kind === 'demand' ? reading.demand : null
  const { file } = opened
  return {
    file,
    reading,
    preview: {
      fileName: original.name,
      ...factsOf(reading),
      kinds: opened.format === 'geotiff' ? ['demand', 'terrain'] : [],
      notes: [...(demand?.weights.notes ?? []), ...warningsOf(reading)],
      bounds: boundsOf(reading),
      sizeBytes: file.size,
      demand: demand && {
        cells: demand.weights.cells.length,
        total: demand.weights.total,
        unit: choices.unit ?? demand.weights.unit,
        resolution: demand.weights.resolution,
        resolutionIsFree: demand.resolutionIsFree,
      },
      hasFleet: fleet !== null,
      choices: { ...choices, area },
    },
  }
}

/** Reads and writes. Terrain has a writer of its own. @throws Problem as reading, or `data.*`; nothing is written then. */
export async function importLayerFile(original: File, choices: LayerChoices, task: LayerTask): Promise<DataLayer> {
  const { file, reading, preview } = await readLayerFile(original, choices, task)
  if (!preview.usable) {
    throw new Problem(
      'import.nothing-to-import',
      'No row of this file can be imported: correct the problems and choose it again.',
    )
  }
  const fileSha256 = await digestOf(file)
  const common = {
    ...(await layerIdentity(reading.kind, original.name, fileSha256)),
    fileName: plainName(original.name),
    fileSha256,
    bounds: preview.bounds,
  }
  const named = { ...common, name: plainName(choices.name).trim() || plainName(original.name) }
  const write = (layer: DataLayer, chunks: Iterable<LayerChunkData> | AsyncIterable<LayerChunkData>, count: number) =>
    writeLayer(layer, chunks, {
      signal: task.signal,
      onProgress: (done) => task.progress({ step: 'writing', share: done / Math.max(1, count) }),
    })
  if (reading.kind === 'demand') {
    const { weights } = reading.demand
    const layer: DemandLayer = {
      ...named,
      kind: 'demand',
      unit: preview.demand?.unit ?? weights.unit,
      resolution: weights.resolution,
      cellCount: weights.cells.length,
      totalWeight: weights.total,
      drawn: common.drawn,
    }
    await write(layer, demandChunks(weights), demandChunkCount(weights.cells.length))
    return layer
  }
  const { drawn: _none, ...plain } = named
  if (reading.kind === 'measurements') {
    const { measurements, received, misses } = reading.measured
    const samples = received + misses
    const layer: DataLayer = { ...plain, kind: 'measurements', samples, misses, hotspots: measurements.hotspots.length }
    await write(layer, measurementChunks(measurements), measurementChunkCount(samples))
    return layer
  }
  if (reading.kind === 'terrain') throw new Error('Terrain is written by its own import')
  const { tileType, minZoom, maxZoom } = reading.facts
  const attribution = await attributionOf(file)
  const layer: DataLayer = { ...plain, kind: 'map-pack', tileType, minZoom, maxZoom, sizeBytes: file.size, attribution }
  await write(layer, mapPackChunks(file), mapPackChunkCount(file.size))
  return layer
}

async function readAs(
  { file, format }: LayerFile,
  choices: LayerChoices,
  fleet: Bounds | null,
  task: LayerTask,
): Promise<{ reading: Reading; area: 'fleet' | 'whole' }> {
  const area = choices.area === 'fleet' && fleet !== null ? 'fleet' : 'whole'
  const bounds = area === 'fleet' ? fleet : null
  const demandTask = { signal: task.signal, onProgress: (share: number | null) => task.progress({ step: 'reading', share }) }
  const demand = (read: DemandReading): { reading: Reading; area: 'fleet' | 'whole' } => ({
    reading: { kind: 'demand', demand: read },
    area,
  })
  switch (format) {
    case 'pmtiles': {
      const head = new Uint8Array(await file.slice(0, MAP_PACK_HEADER_BYTES).arrayBuffer())
      return { reading: { kind: 'map-pack', facts: readMapPackFacts(head, file.size) }, area }
    }
    case 'hgt':
      return { reading: { kind: 'terrain' }, area }
    case 'geopackage':
      return demand(await readGeopackageFile(file, bounds, task.openSqlite, demandTask))
    case 'geotiff': {
      const tiff = await openRaster(task.openTiff(file))
      const facts = await readRasterFacts(tiff, file.name)
      if ((choices.use ?? usualUse(facts)) === 'terrain') return { reading: { kind: 'terrain' }, area }
      const cut = choices.area ?? (fleet !== null && rasterReaches(facts, fleet) ? 'fleet' : 'whole')
      const read = await readRasterDemand(tiff, file.name, facts, choices, cut === 'fleet' ? fleet : null, demandTask)
      return { reading: { kind: 'demand', demand: read }, area: cut }
    }
    case 'gzip':
      throw new Problem('file.gzip', 'The file is packed twice: unpack it first, and choose what was in it.')
    case null:
      return { reading: await readTextLayer(file, choices, bounds, demandTask), area }
  }
}

function usualUse({ looksLike }: RasterFacts): 'demand' | 'terrain' {
  return looksLike === 'terrain' ? 'terrain' : 'demand'
}

function warningsOf(reading: Reading): string[] {
  return 'warnings' in reading ? reading.warnings.map(({ message }) => message) : []
}

type ReadingFacts = Pick<LayerPreview, 'what' | 'kind' | 'rows' | 'rowsNoun' | 'problems' | 'problemCount' | 'usable'>

function factsOf(reading: Reading): ReadingFacts {
  const { kind } = reading
  const sound = { kind, problems: [], problemCount: 0, usable: true }
  switch (reading.kind) {
    case 'demand': {
      const { rows, problems, problemCount, cells } = reading.demand.weights
      const { what, rowsNoun } = reading.demand
      return {
        kind,
        what,
        rows,
        rowsNoun,
        problems: problems.slice(0, PROBLEMS_SHOWN).map(clipProblem),
        problemCount,
        usable: cells.length > 0,
      }
    }
    case 'measurements': {
      const { rows, problems, moreProblems, received, misses } = reading.measured
      const problemCount = problems.length + moreProblems
      const what = `Measurements: ${numberText(received)} received, ${numberText(misses)} known misses`
      const shown = problems.slice(0, PROBLEMS_SHOWN).map(clipProblem)
      return { kind, what, rows, rowsNoun: 'rows', problems: shown, problemCount, usable: received + misses > 0 }
    }
    case 'map-pack':
      return { ...sound, what: 'Street map (PMTiles)', rows: reading.facts.tiles, rowsNoun: 'tiles' }
    case 'terrain':
      return { ...sound, what: 'Terrain heights', rows: 0, rowsNoun: 'samples' }
  }
}

function boundsOf(reading: Reading): DataLayer['bounds'] {
  if (reading.kind === 'demand') return boundsOfCells(reading.demand.weights.cells)
  if (reading.kind === 'measurements') return smallestBounds(reading.measured.measurements.lat, reading.measured.measurements.lng)
  return reading.kind === 'map-pack' ? reading.facts.bounds : null
}
