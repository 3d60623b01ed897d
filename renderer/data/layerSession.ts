/**
 * A file that becomes a layer: read as the person wants it, previewed, and written with its bulk or not at all. Runs in
 * the layer worker; it only needs a database, so the tests run it without one.
 */

import type { GeoTIFF } from 'geotiff'
import type { DataLayer, DemandLayer } from '#core/model/dataLayer'
import { MAP_PACK_HEADER_BYTES, type MapPackFacts, readMapPackFacts } from '#core/model/mapPackFacts'
import { Problem } from '#core/model/problem'
import type { Bounds } from '#core/planning/weights/clipWeights'
import { boundsOfCells } from '#core/planning/weights/clipWeights'
import { openRaster, type RasterFacts, readRasterFacts } from '#core/planning/weights/rasterFacts'
import type { SqliteReader } from '#core/planning/weights/readGeopackage'
import { type LayerChunkData, writeLayer } from './dataLayers'
import { demandChunkCount, demandChunks } from './demandChunks'
import { fleetBounds } from './fleetBounds'
import { digestOf, type LayerFile, openLayerFile } from './layerFile'
import { layerIdentity } from './layerIdentity'
import type { LayerChoices, LayerPreview, LayerProgress } from './layerPreview'
import { attributionOf, mapPackChunkCount, mapPackChunks } from './mapPacks'
import { type DemandReading, rasterReaches, readGeopackageFile, readRasterDemand, readWeightsFile } from './readDemandFile'

const PROBLEMS_SHOWN = 500
const FLEET_MARGIN_M = 50_000

export interface LayerTask {
  signal: AbortSignal
  progress: (progress: LayerProgress) => void
  openSqlite: (bytes: Uint8Array) => Promise<SqliteReader>
  openTiff: (file: File) => Promise<GeoTIFF>
}

type Reading = { kind: 'demand'; demand: DemandReading } | { kind: 'map-pack'; facts: MapPackFacts } | { kind: 'terrain' }

interface ReadFile {
  file: File
  reading: Reading
  preview: LayerPreview
}

/** Reads a file and says what importing it would do. @throws Problem saying what is wrong with the file as a whole. */
export async function readLayerFile(original: File, choices: LayerChoices, task: LayerTask): Promise<ReadFile> {
  const opened = await openLayerFile(original)
  const fleet = await fleetBounds(FLEET_MARGIN_M)
  const { reading, area } = await readAs(opened, choices, fleet, task)
  const demand = reading.kind === 'demand' ? reading.demand : null
  const { file } = opened
  return {
    file,
    reading,
    preview: {
      fileName: original.name,
      what: demand?.what ?? (reading.kind === 'map-pack' ? 'Street map (PMTiles)' : 'Terrain heights'),
      kind: reading.kind,
      kinds: opened.format === 'geotiff' ? ['demand', 'terrain'] : [],
      rows: demand?.weights.rows ?? (reading.kind === 'map-pack' ? reading.facts.tiles : 0),
      rowsNoun: demand?.rowsNoun ?? 'tiles',
      problemCount: demand?.weights.problemCount ?? 0,
      problems: demand?.weights.problems.slice(0, PROBLEMS_SHOWN) ?? [],
      notes: demand?.weights.notes ?? [],
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
      usable: demand === null || demand.weights.cells.length > 0,
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
    fileName: original.name,
    fileSha256,
    bounds: preview.bounds,
  }
  const named = { ...common, name: choices.name.trim() || original.name }
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
  if (reading.kind === 'terrain') throw new Error('Terrain is written by its own import')
  const { tileType, minZoom, maxZoom } = reading.facts
  const { drawn: _none, ...pack } = named
  const attribution = await attributionOf(file)
  const layer: DataLayer = { ...pack, kind: 'map-pack', tileType, minZoom, maxZoom, sizeBytes: file.size, attribution }
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
      return demand(await readWeightsFile(file, choices, bounds, demandTask))
  }
}

function usualUse({ looksLike }: RasterFacts): 'demand' | 'terrain' {
  return looksLike === 'terrain' ? 'terrain' : 'demand'
}

function boundsOf(reading: Reading): DataLayer['bounds'] {
  if (reading.kind === 'demand') return boundsOfCells(reading.demand.weights.cells)
  return reading.kind === 'map-pack' ? reading.facts.bounds : null
}
