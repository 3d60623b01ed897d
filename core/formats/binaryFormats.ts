/** Files that are no text, known by their first bytes; they become layers of the map. */
import { readHgt } from '../coverage/terrain/readHgt'
import { readTerrainGeoTiff } from '../coverage/terrain/readTerrainGeoTiff'
import { summariseTile, type TerrainTile } from '../coverage/terrain/terrainTile'
import { openRaster, readRasterFacts } from '../demand/rasterFacts'
import { readGeopackage } from '../demand/readGeopackage'
import { readRasterWeights } from '../demand/readRasterWeights'
import { checkDatabaseSize } from '../files/fileLimits'
import { toFileProblem } from '../files/fileProblem'
import type { BinaryFormat } from '../files/recogniseBinary'
import { numberText } from '../words/numberText'
import { type ImportFormat, type InspectInput, type Inspection, importFormat } from './importFormat'
import { isCancelled, weightsInspection } from './layerInspection'

/** A raster is only checked here, so no finer resolution than this is needed. */
const FINEST_RESOLUTION = 8

export const binaryFormats: readonly ImportFormat[] = [
  binaryFormat('hgt', { name: 'srtm-hgt', inspectedAs: 'terrain-hgt' }, inspectHgt),
  binaryFormat('geotiff', { name: 'geotiff', inspectedAs: 'geotiff' }, inspectGeotiff),
  binaryFormat('geopackage', { name: 'geopackage', inspectedAs: 'weights-gpkg' }, inspectGeopackage),
  binaryFormat('pmtiles', { name: 'pmtiles', inspectedAs: 'pmtiles' }, inspectMapPack),
]

function binaryFormat(
  binary: Exclude<BinaryFormat, 'gzip'>,
  { name, inspectedAs }: { name: string; inspectedAs: string },
  inspect: (input: InspectInput) => Promise<Inspection>,
): ImportFormat {
  return importFormat({
    name,
    use: 'layer',
    open: (content) => (content.carrier === 'binary' && content.binary === binary ? { kind: 'binary', binary } : null),
    inspect: async (_opened, input) => {
      try {
        return { format: inspectedAs, ...(await inspect(input)) }
      } catch (thrown) {
        if (isCancelled(thrown)) throw thrown
        return { format: inspectedAs, problems: [toFileProblem(thrown)] }
      }
    },
  })
}

async function inspectHgt({ fileName, bytes }: InspectInput): Promise<Inspection> {
  return terrainInspection(readHgt(fileName, bytes))
}

async function inspectGeotiff(input: InspectInput): Promise<Inspection> {
  const { fileName } = input
  const bytes = input.bytes.slice().buffer
  const { fromArrayBuffer } = await import('geotiff')
  const tiff = await openRaster(fromArrayBuffer(bytes))
  const facts = await readRasterFacts(tiff, fileName)
  if (facts.looksLike === 'terrain') {
    return { ...terrainInspection(await readTerrainGeoTiff(bytes)), format: 'terrain-geotiff' }
  }
  const reading = await readRasterWeights(tiff, {
    ...input,
    facts,
    resolution: Math.min(facts.suggestedResolution, FINEST_RESOLUTION),
    bounds: null,
    source: fileName,
    unit: 'people',
  })
  return { ...weightsInspection(reading), format: 'population-geotiff' }
}

async function inspectGeopackage(input: InspectInput): Promise<Inspection> {
  if (!input.openSqlite) return { problems: [] }
  checkDatabaseSize(input.bytes.byteLength)
  const reader = await input.openSqlite(input.bytes)
  try {
    return weightsInspection(await readGeopackage(reader, { ...input, source: input.fileName }))
  } finally {
    reader.close()
  }
}

async function inspectMapPack({ bytes }: InspectInput): Promise<Inspection> {
  const { readMapPackFacts } = await import('../model/mapPackFacts')
  return { rows: (await readMapPackFacts(bytes)).tiles, problems: [] }
}

function terrainInspection(tile: TerrainTile): Inspection {
  const { voids } = summariseTile(tile)
  const samples = tile.columns * tile.rows
  const message = `${numberText(voids)} of ${numberText(samples)} samples hold no elevation: links across them cannot be judged.`
  return { rows: samples, problems: voids === 0 ? [] : [{ line: null, field: null, message }] }
}
