/** What is in files that become layers of the map, and what is wrong with them, for `inspect`. */
import { readMeasurements } from '../coverage/calibration/readMeasurements'
import { readHgt } from '../coverage/terrain/readHgt'
import { readTerrainGeoTiff } from '../coverage/terrain/readTerrainGeoTiff'
import { summariseTile, type TerrainTile } from '../coverage/terrain/terrainTile'
import type { WeightsReading } from '../demand/cellWeights'
import { openRaster, readRasterFacts } from '../demand/rasterFacts'
import { readGeopackage } from '../demand/readGeopackage'
import { readRasterWeights } from '../demand/readRasterWeights'
import { readWeightsCsv } from '../demand/readWeightsCsv'
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import type { BinaryFormat } from '../files/recogniseBinary'
import { countRows } from '../files/tableRows'
import { Problem } from '../model/problem'
import { readCandidates } from '../planning/candidates/readCandidates'
import type { InspectInput } from './inspectFile'
import type { PlaceTable } from './placeTable'

export interface LayerInspection {
  format: string
  /** Data rows; samples with a value of a raster; samples of a terrain tile; tiles of a map pack. */
  rows: number
  problems: FileProblem[]
}

/** Points are only checked here, so any resolution serves. */
const ANY_RESOLUTION = 8

/** @throws Problem `import.cancelled`; everything wrong with the file is in the problems. */
export async function inspectPlaceTable({ use, text }: PlaceTable, input: InspectInput): Promise<LayerInspection> {
  const format = `${use}-csv`
  switch (use) {
    case 'weights':
      return weightsInspection(
        format,
        await readWeightsCsv(text, { ...input, resolution: ANY_RESOLUTION, source: input.fileName }),
      )
    case 'candidates': {
      const { rows, problems } = await readCandidates(text, input)
      return { format, rows, problems }
    }
    case 'measurements':
      return inspectMeasurements(format, text, input)
  }
}

async function inspectMeasurements(format: string, text: string, input: InspectInput): Promise<LayerInspection> {
  try {
    const { rows, problems, moreProblems } = await readMeasurements(text, input)
    return { format, rows, problems: [...problems, ...unlisted(moreProblems)] }
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code.endsWith('.cancelled')) throw thrown
    return { format, rows: countRows(text), problems: [toFileProblem(thrown)] }
  }
}

/** @throws Problem `import.cancelled`; everything wrong with the file is in the problems. */
export async function inspectBinary(format: Exclude<BinaryFormat, 'gzip'>, input: InspectInput): Promise<LayerInspection> {
  const names = { geotiff: 'geotiff', geopackage: 'weights-gpkg', pmtiles: 'pmtiles', hgt: 'terrain-hgt' } as const
  try {
    switch (format) {
      case 'hgt':
        return terrainInspection(names.hgt, readHgt(input.fileName, input.bytes))
      case 'geotiff':
        return await inspectGeotiff(input)
      case 'geopackage':
        return await inspectGeopackage(names.geopackage, input)
      case 'pmtiles':
        return await inspectMapPack(names.pmtiles, input.bytes)
    }
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code.endsWith('.cancelled')) throw thrown
    return { format: names[format], rows: 0, problems: [toFileProblem(thrown)] }
  }
}

async function inspectGeotiff(input: InspectInput): Promise<LayerInspection> {
  const { fileName } = input
  const bytes = input.bytes.slice().buffer
  const { fromArrayBuffer } = await import('geotiff')
  const tiff = await openRaster(fromArrayBuffer(bytes))
  const facts = await readRasterFacts(tiff, fileName)
  if (facts.looksLike === 'terrain') return terrainInspection('terrain-geotiff', await readTerrainGeoTiff(bytes))
  const options = {
    facts,
    resolution: Math.min(facts.suggestedResolution, ANY_RESOLUTION),
    bounds: null,
    source: fileName,
    unit: 'people',
  }
  return weightsInspection('population-geotiff', await readRasterWeights(tiff, { ...input, ...options }))
}

async function inspectGeopackage(format: string, input: InspectInput): Promise<LayerInspection> {
  if (!input.openSqlite) return { format, rows: 0, problems: [] }
  const reader = await input.openSqlite(input.bytes)
  try {
    return weightsInspection(format, await readGeopackage(reader, { ...input, source: input.fileName }))
  } finally {
    reader.close()
  }
}

async function inspectMapPack(format: string, bytes: Uint8Array): Promise<LayerInspection> {
  const { readMapPackFacts } = await import('../model/mapPackFacts')
  return { format, rows: (await readMapPackFacts(bytes)).tiles, problems: [] }
}

function terrainInspection(format: string, tile: TerrainTile): LayerInspection {
  const { voids } = summariseTile(tile)
  const samples = tile.columns * tile.rows
  const message = `${voids.toLocaleString('en')} of ${samples.toLocaleString('en')} samples hold no elevation: links across them cannot be judged.`
  return { format, rows: samples, problems: voids === 0 ? [] : [{ line: null, field: null, message }] }
}

/** Repeated cells are no error, yet a person should hear of them. */
function weightsInspection(format: string, { rows, problems, problemCount, duplicates, notes }: WeightsReading): LayerInspection {
  const repeated = duplicates > 0 ? notes.filter((note) => note.includes('named before')) : []
  const told = repeated.map((message) => ({ line: null, field: null, message }))
  return { format, rows, problems: [...problems, ...unlisted(problemCount - problems.length), ...told] }
}

function unlisted(count: number): FileProblem[] {
  return count > 0 ? [{ line: null, field: null, message: `${count.toLocaleString('en')} more rows have problems.` }] : []
}
