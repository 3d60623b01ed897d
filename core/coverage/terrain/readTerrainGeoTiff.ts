/**
 * Digital elevation models as GeoTIFF in geographic coordinates, such as Copernicus GLO-30 (OGC GeoTIFF 1.1). Whether a
 * pixel is an area or a point decides where its sample lies; projected grids are refused, for resampling them would blur
 * the ridges that matter.
 */
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { packingWithoutReader } from '../../files/boundTiffBlocks'
import { Problem } from '../../model/problem'
import { checkTile, isElevation, type TerrainTile, VOID_ELEVATION } from './terrainTile'

/** WGS 84 (also with heights), ETRS89 and NAD83: within a metre or two of each other, far below a sample's width. */
const GEOGRAPHIC_SYSTEMS: readonly number[] = [4326, 4979, 4258, 4269]
/** About 400 MB of floats; a 1 arc second tile has 13 million. */
const MOST_SAMPLES = 100e6

const REMEDY = 'convert it first, for instance with gdalwarp -t_srs EPSG:4326 in.tif out.tif'

function refuse(code: string, sentence: string, cause?: unknown): never {
  throw new Problem(code, sentence, { cause })
}

function checkSystem(image: GeoTIFFImage): void {
  const keys = image.getGeoKeys()
  if (keys === null) refuse('terrain.geotiff-unplaced', `The file does not say where on earth it lies: ${REMEDY}.`)
  if (keys.GTModelTypeGeoKey === 1) {
    const name = String(keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? `EPSG:${keys.ProjectedCSTypeGeoKey ?? '?'}`)
    refuse('terrain.geotiff-projected', `The file is in a projected system (${name}), not in degrees: ${REMEDY}.`)
  }
  const system: unknown = keys.GeographicTypeGeoKey
  if (keys.GTModelTypeGeoKey !== 2 || !GEOGRAPHIC_SYSTEMS.includes(Number(system))) {
    refuse(
      'terrain.geotiff-system',
      `The file is in the system ${String(system ?? 'none')}, not in WGS 84 (EPSG:4326): ${REMEDY}.`,
    )
  }
}

interface Placement {
  west: number
  north: number
  lngStep: number
  latStep: number
}

/** Where the first sample lies and how far the next ones are. */
async function placementOf(image: GeoTIFFImage): Promise<Placement> {
  const directory = image.getFileDirectory()
  const transformation = directory.hasTag('ModelTransformation') ? await directory.loadValue('ModelTransformation') : undefined
  const scale = directory.hasTag('ModelPixelScale') ? await directory.loadValue('ModelPixelScale') : undefined
  const [tie] = await image.getTiePoints()
  const shift = image.getGeoKeys()?.GTRasterTypeGeoKey === 2 ? 0 : 0.5
  if (scale !== undefined && tie !== undefined) {
    const lngStep = Number(scale[0])
    const latStep = Number(scale[1])
    return { lngStep, latStep, west: tie.x + (shift - tie.i) * lngStep, north: tie.y - (shift - tie.j) * latStep }
  }
  if (transformation === undefined) refuse('terrain.geotiff-unplaced', `The file does not say where on earth it lies: ${REMEDY}.`)
  const at = (index: number): number => Number(transformation[index])
  if (at(1) !== 0 || at(4) !== 0) refuse('terrain.geotiff-turned', `The grid of the file is turned against north: ${REMEDY}.`)
  const lngStep = at(0)
  const latStep = -at(5)
  return { lngStep, latStep, west: at(3) + shift * lngStep, north: at(7) - shift * latStep }
}

function within180(lng: number): number {
  const turned = (((lng + 180) % 360) + 360) % 360
  return turned - 180
}

/** Elevations of a band: integers stay integers; what is no elevation becomes a void. */
function elevationsOf(samples: ArrayLike<number>, nodata: number | null): Int16Array | Float32Array {
  const whole = samples instanceof Int16Array
  const elevationsM = whole ? new Int16Array(samples.length) : new Float32Array(samples.length)
  const nothing = whole ? VOID_ELEVATION : Number.NaN
  // A float band keeps its nodata value in single precision.
  const marker = nodata === null || whole ? nodata : Math.fround(nodata)
  for (let index = 0; index < samples.length; index++) {
    const value = samples[index] ?? Number.NaN
    elevationsM[index] = value === marker || !isElevation(value) ? nothing : value
  }
  return elevationsM
}

async function openImage(bytes: ArrayBuffer): Promise<GeoTIFFImage> {
  try {
    return await (await fromArrayBuffer(bytes)).getImage(0)
  } catch (cause) {
    refuse('terrain.geotiff-unreadable', 'The file is not a GeoTIFF that can be read: fetch it again or convert it.', cause)
  }
}

/**
 * Reads the first band of a GeoTIFF as terrain.
 * @throws Problem `terrain.geotiff-*` with the reason and the remedy.
 */
export async function readTerrainGeoTiff(bytes: ArrayBuffer, signal?: AbortSignal): Promise<TerrainTile> {
  const image = await openImage(bytes)
  checkSystem(image)
  const { west, north, lngStep, latStep } = await placementOf(image)
  if (!(lngStep > 0 && latStep > 0)) {
    refuse('terrain.geotiff-turned', `The grid of the file does not run from the north-west to the south-east: ${REMEDY}.`)
  }
  const columns = image.getWidth()
  const rows = image.getHeight()
  if (columns * rows > MOST_SAMPLES) {
    refuse(
      'terrain.too-large',
      `The file has ${columns} × ${rows} samples, more than 100 million: cut it to your region, for instance with gdal_translate -projwin.`,
    )
  }
  const packing = packingWithoutReader(image)
  if (packing !== null) {
    refuse(
      'terrain.geotiff-packing',
      `The file is packed with ${packing}: rewrite it with gdal_translate -co COMPRESS=DEFLATE in.tif out.tif.`,
    )
  }
  let bands: Awaited<ReturnType<GeoTIFFImage['readRasters']>>
  try {
    bands = await image.readRasters({ samples: [0], interleave: false, signal })
  } catch (cause) {
    if (signal?.aborted) refuse('terrain.cancelled', 'Reading the terrain was cancelled.', cause)
    refuse('terrain.geotiff-unreadable', 'The elevations in the file cannot be read: fetch it again or convert it.', cause)
  }
  const band = Array.isArray(bands) ? bands[0] : bands
  if (band === undefined) refuse('terrain.geotiff-unreadable', 'The file has no band of elevations: choose another file.')
  const first = within180(west)
  return checkTile({
    west: first,
    north,
    east: first + (columns - 1) * lngStep,
    south: north - (rows - 1) * latStep,
    columns,
    rows,
    elevationsM: elevationsOf(band, image.getGDALNoData()),
  })
}
