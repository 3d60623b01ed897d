/**
 * What a GeoTIFF is (OGC 19-008r4), before any of its samples are used: where it lies, in which projection, and whether it
 * looks like elevations or like population.
 */
import type { GeoTIFF, GeoTIFFImage } from 'geotiff'
import { getHexagonAreaAvg } from 'h3-js'
import { packingWithoutReader } from '../files/boundTiffBlocks'
import { toRadians } from '../geo/angles'
import { METRES_PER_DEGREE } from '../geo/sphere'
import { Problem } from '../model/problem'

export interface RasterFacts {
  width: number
  height: number
  /** Degrees of the centre of pixel (0, 0), and from one pixel to the next; south is negative. */
  firstLng: number
  firstLat: number
  stepLng: number
  stepLat: number
  /** [west, south, east, north] of the pixels' outer edges; longitudes as the file has them. */
  bounds: [number, number, number, number]
  noData: number | null
  sampleFormat: 'unsigned' | 'signed' | 'float'
  bitsPerSample: number
  /** A guess for the person to correct. */
  looksLike: 'terrain' | 'population'
  /** The finest H3 resolution whose cells are no smaller than a pixel. */
  suggestedResolution: number
}

/** Degrees on WGS 84, or on a datum that lies within two metres of it. */
const DEGREES = new Set([4326, 4979, 4258, 4269])
const USER_DEFINED = 32_767
const SAMPLE_FORMATS: Record<number, RasterFacts['sampleFormat']> = { 1: 'unsigned', 2: 'signed', 3: 'float' }

/**
 * @throws Problem `raster.projected` for Mollweide and every other projection, `raster.no-position`, `raster.rotated` or
 * `raster.damaged`
 */
export async function readRasterFacts(tiff: GeoTIFF, fileName: string): Promise<RasterFacts> {
  const image = await firstImage(tiff)
  requireDegrees(image)
  const { firstLng, firstLat, stepLng, stepLat } = placement(image)
  const [width, height] = [image.getWidth(), image.getHeight()]
  const lngs = [firstLng - stepLng / 2, firstLng + stepLng * (width - 0.5)]
  const lats = [firstLat - stepLat / 2, firstLat + stepLat * (height - 0.5)]
  const middleLat = (Math.min(...lats) + Math.max(...lats)) / 2
  const facts = {
    width,
    height,
    firstLng,
    firstLat,
    stepLng,
    stepLat,
    bounds: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)] as RasterFacts['bounds'],
    noData: image.getGDALNoData(),
    sampleFormat: SAMPLE_FORMATS[image.getSampleFormat()] ?? 'unsigned',
    bitsPerSample: image.getBitsPerSample(),
    suggestedResolution: resolutionOfPixel(stepLng, stepLat, middleLat),
  }
  return { ...facts, looksLike: nameSays(fileName) ?? (await samplesSay(image, facts)) }
}

/** Opens what a shell reads a file with. @throws Problem `raster.damaged` */
export async function openRaster(opening: Promise<GeoTIFF>): Promise<GeoTIFF> {
  try {
    return await opening
  } catch (cause) {
    throw damagedRaster(cause)
  }
}

/** @throws Problem `raster.damaged`, or `raster.packing` where it is packed in a way that is not read */
export async function firstImage(tiff: GeoTIFF): Promise<GeoTIFFImage> {
  const image = await tiff.getImage(0).catch((cause: unknown) => {
    throw damagedRaster(cause)
  })
  const packing = packingWithoutReader(image)
  if (packing === null) return image
  throw new Problem(
    'raster.packing',
    `The GeoTIFF is packed with ${packing}, which is not read: rewrite it with gdal_translate -co COMPRESS=DEFLATE in.tif out.tif.`,
  )
}

export function damagedRaster(cause: unknown): Problem {
  return new Problem('raster.damaged', 'The GeoTIFF cannot be read: it is damaged or cut off, so download it again.', { cause })
}

function requireDegrees(image: GeoTIFFImage): void {
  const keys = image.getGeoKeys()
  if (!keys || keys.GTModelTypeGeoKey === undefined) {
    throw new Problem(
      'raster.no-position',
      'The raster does not say where on Earth it lies: download it as a GeoTIFF with its coordinate system.',
    )
  }
  const projected = Number(keys.ProjectedCSTypeGeoKey ?? 0)
  if (Number(keys.GTModelTypeGeoKey) === 1 || projected > 0) throw projectedRaster(projected, citationOf(keys))
  const geographic = Number(keys.GeographicTypeGeoKey ?? 0)
  if (DEGREES.has(geographic) || (geographic === USER_DEFINED && /wgs.{0,4}84/i.test(citationOf(keys)))) return
  throw new Problem(
    'raster.other-datum',
    `The raster's coordinates are EPSG:${geographic || 'unknown'}, not degrees on WGS 84: download the EPSG:4326 version.`,
  )
}

function projectedRaster(code: number, citation: string): Problem {
  const mollweide = code === 54_009 || /mollweide/i.test(citation)
  const name = mollweide
    ? 'Mollweide (ESRI:54009)'
    : code > 0 && code !== USER_DEFINED
      ? `a projection in metres (EPSG:${code})`
      : `a projection${citation === '' ? '' : ` (${citation.slice(0, 60)})`}`
  return new Problem(
    'raster.projected',
    `This raster is in ${name}, whose pixels are not degrees; reprojecting would smear the counts. Download the EPSG:4326 version (WGS 84) and import that.`,
  )
}

function citationOf(keys: Partial<Record<string, unknown>>): string {
  return [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey]
    .filter((text) => typeof text === 'string')
    .join(' ')
    .trim()
}

function placement(image: GeoTIFFImage): Pick<RasterFacts, 'firstLng' | 'firstLat' | 'stepLng' | 'stepLat'> {
  const tie = Array.from((image.fileDirectory.getValue('ModelTiepoint') as ArrayLike<number> | undefined) ?? [])
  const scale = Array.from((image.fileDirectory.getValue('ModelPixelScale') as ArrayLike<number> | undefined) ?? [])
  const matrix = Array.from((image.fileDirectory.getValue('ModelTransformation') as ArrayLike<number> | undefined) ?? [])
  // A position may mean a pixel's corner (the usual case) or its middle.
  const toMiddle = image.pixelIsArea() ? 0.5 : 0
  if (tie.length >= 6 && scale.length >= 2) {
    const [column = 0, row = 0, , lng = 0, lat = 0] = tie
    const [stepLng = 0, stepDown = 0] = scale
    return {
      firstLng: lng + (toMiddle - column) * stepLng,
      firstLat: lat - (toMiddle - row) * stepDown,
      ...steps(stepLng, -stepDown),
    }
  }
  if (matrix.length >= 8) {
    const [stepLng = 0, shearLng = 0, , lng = 0, shearLat = 0, stepLat = 0, , lat = 0] = matrix
    if (shearLng !== 0 || shearLat !== 0) {
      throw new Problem('raster.rotated', 'The raster is rotated against north: download a version that is not.')
    }
    return { firstLng: lng + toMiddle * stepLng, firstLat: lat + toMiddle * stepLat, ...steps(stepLng, stepLat) }
  }
  throw new Problem('raster.no-position', 'The raster does not say where its pixels lie: download it as a GeoTIFF.')
}

function steps(stepLng: number, stepLat: number): { stepLng: number; stepLat: number } {
  if (stepLng > 0 && stepLat !== 0 && Number.isFinite(stepLng) && Number.isFinite(stepLat)) return { stepLng, stepLat }
  throw new Problem('raster.no-position', 'The raster gives its pixels no size: download it again.')
}

function resolutionOfPixel(stepLng: number, stepLat: number, lat: number): number {
  const pixelM2 = Math.abs(stepLng * Math.cos(toRadians(lat)) * stepLat) * METRES_PER_DEGREE ** 2
  let resolution = 0
  while (resolution < 12 && getHexagonAreaAvg(resolution + 1, 'm2') >= pixelM2) resolution++
  return resolution
}

function nameSays(fileName: string): RasterFacts['looksLike'] | null {
  if (/copernicus_dsm|copernicus_dem|glo-?30|srtm|aster|nasadem|elevation|(^|[^a-z])(dem|dsm|dtm)([^a-z]|$)/i.test(fileName))
    return 'terrain'
  return /pop|ppp|ghsl|worldpop|people|inhabitants/i.test(fileName) ? 'population' : null
}

const SAMPLE_SIDE = 256

/** Elevations go below zero or rarely lie near it; counts of people are mostly small and never negative. */
async function samplesSay(
  image: GeoTIFFImage,
  { width, height, noData }: { width: number; height: number; noData: number | null },
): Promise<RasterFacts['looksLike']> {
  const left = Math.max(0, (width - SAMPLE_SIDE) >> 1)
  const top = Math.max(0, (height - SAMPLE_SIDE) >> 1)
  const window = [left, top, Math.min(width, left + SAMPLE_SIDE), Math.min(height, top + SAMPLE_SIDE)]
  let values: number[]
  try {
    const [band] = await image.readRasters({ window, samples: [0] })
    values = Array.from(band as ArrayLike<number>).filter((value) => Number.isFinite(value) && value !== noData && value > -9_000)
  } catch (cause) {
    throw damagedRaster(cause)
  }
  if (values.some((value) => value < 0)) return 'terrain'
  const small = values.filter((value) => value < 50).length
  return values.length > 0 && small * 2 < values.length ? 'terrain' : 'population'
}
