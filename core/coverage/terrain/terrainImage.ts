/**
 * Terrain as a picture for a map: heights in quiet tones, shaded by a sun in the north-west at half height (the
 * convention of printed maps). It is a background: little contrast, no bright colours, clear where nothing is known.
 */
import { toRadians } from '../../geo/angles'
import { METRES_PER_DEGREE } from '../../geo/sphere'
import { elevationM, type TerrainMosaic } from './terrainMosaic'

export type TerrainScheme = 'light' | 'dark'

export interface TerrainBounds {
  west: number
  south: number
  east: number
  north: number
}

export interface TerrainImage {
  bounds: TerrainBounds
  width: number
  height: number
  /** RGBA, rows from north to south, evenly in degrees. */
  pixels: Uint8ClampedArray<ArrayBuffer>
  /** Of what the picture shows; NaN when it shows nothing. */
  minElevationM: number
  maxElevationM: number
}

type Tone = readonly [number, number, number]

const TONES: Record<TerrainScheme, readonly [Tone, Tone, Tone]> = {
  light: [
    [214, 226, 218],
    [232, 226, 210],
    [250, 249, 246],
  ],
  dark: [
    [24, 38, 42],
    [48, 54, 56],
    [92, 92, 90],
  ],
}

/** The tone of a height, from 0 at the lowest to 1 at the highest. */
export function terrainTone(share: number, scheme: TerrainScheme): Tone {
  const [low, middle, high] = TONES[scheme]
  const [from, to, part] = share < 0.5 ? [low, middle, share * 2] : [middle, high, share * 2 - 1]
  return [0, 1, 2].map((at) => (from[at] ?? 0) + ((to[at] ?? 0) - (from[at] ?? 0)) * part) as unknown as Tone
}

/** A light from the north-west, 45° high. */
const LIGHT = { east: -0.5, north: 0.5, up: Math.SQRT1_2 }
/** How much of the brightness the shading may take or give. */
const CONTRAST = 0.45
const GREATEST_SIDE = 2048
/** Finer steps no eye tells apart. */
const TONE_STEPS = 255

interface Grid {
  width: number
  height: number
  /** With one more sample on each side, for the slopes. */
  elevationsM: Float32Array
}

function sampleGrid(mosaic: TerrainMosaic, { west, south, east, north }: TerrainBounds, width: number, height: number): Grid {
  const elevationsM = new Float32Array((width + 2) * (height + 2))
  for (let row = -1; row <= height; row++) {
    const lat = north - ((row + 0.5) * (north - south)) / height
    for (let column = -1; column <= width; column++) {
      const lng = west + ((column + 0.5) * (east - west)) / width
      elevationsM[(row + 1) * (width + 2) + column + 1] = elevationM(mosaic, lat, lng)
    }
  }
  return { width, height, elevationsM }
}

function rangeOf(elevationsM: Float32Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const elevation of elevationsM) {
    if (elevation < min) min = elevation
    if (elevation > max) max = elevation
  }
  return min > max ? { min: Number.NaN, max: Number.NaN } : { min, max }
}

/**
 * The picture of a rectangle, `widthPx` wide and as high as it appears on a Mercator map.
 * @param bounds degrees; east may exceed 180.
 */
export function terrainImage(mosaic: TerrainMosaic, bounds: TerrainBounds, widthPx: number, scheme: TerrainScheme): TerrainImage {
  const { west, south, east, north } = bounds
  const stretch = Math.cos(toRadians((north + south) / 2))
  const side = (pixels: number): number => Math.min(Math.max(Math.round(pixels), 1), GREATEST_SIDE)
  const width = side(widthPx)
  const height = side((width * (north - south)) / ((east - west) * Math.max(stretch, 0.05)))
  const { elevationsM } = sampleGrid(mosaic, bounds, width, height)
  const { min, max } = rangeOf(elevationsM)
  const pixels = new Uint8ClampedArray(width * height * 4)
  const rowM = ((north - south) / height) * METRES_PER_DEGREE
  const columnM = ((east - west) / width) * METRES_PER_DEGREE * stretch
  // Seen from further away slopes average out: they are steepened so that the relief stays legible.
  const steepen = Math.max(1, Math.sqrt(rowM / 60))
  const at = (row: number, column: number): number => elevationsM[(row + 1) * (width + 2) + column + 1] ?? Number.NaN
  const tones = Array.from({ length: TONE_STEPS + 1 }, (_, step) => terrainTone(step / TONE_STEPS, scheme))
  const perMetre = max > min ? TONE_STEPS / (max - min) : 0
  const rise = (a: number, b: number, spacingM: number): number => {
    const slope = ((a - b) / (2 * spacingM)) * steepen
    return Number.isNaN(slope) ? 0 : slope
  }
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const elevation = at(row, column)
      if (Number.isNaN(elevation)) continue
      const eastward = rise(at(row, column + 1), at(row, column - 1), columnM)
      const northward = rise(at(row - 1, column), at(row + 1, column), rowM)
      const lit =
        (LIGHT.up - eastward * LIGHT.east - northward * LIGHT.north) / Math.sqrt(eastward * eastward + northward * northward + 1)
      const brightness = 1 - CONTRAST + (CONTRAST * Math.max(lit, 0)) / LIGHT.up
      const tone = tones[Math.round((elevation - min) * perMetre)]
      if (tone === undefined) continue
      const pixel = (row * width + column) * 4
      pixels[pixel] = tone[0] * brightness
      pixels[pixel + 1] = tone[1] * brightness
      pixels[pixel + 2] = tone[2] * brightness
      pixels[pixel + 3] = 255
    }
  }
  return { bounds, width, height, pixels, minElevationM: min, maxElevationM: max }
}
