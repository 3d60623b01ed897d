/** What the features of a map pack are, and how they look: few kinds in quiet tones, since the map is about what lies on them. */
import type { Rgb, Scheme } from './palette'

/** Bottom to top. */
export const FILL_KINDS = ['land', 'green', 'built', 'water', 'building'] as const
export type FillKind = (typeof FILL_KINDS)[number]
export const LINE_KINDS = ['stream', 'path', 'rail', 'minor', 'medium', 'major', 'border'] as const
export type LineKind = (typeof LINE_KINDS)[number]

type Properties = Record<string, unknown>

const GREEN = new Set(
  'park forest wood grass grassland meadow nature_reserve national_park garden golf_course cemetery recreation_ground pitch scrub heath village_green protected_area farmland orchard vineyard wetland'.split(
    ' ',
  ),
)
const BUILT = new Set(
  'residential commercial industrial retail urban_area hospital school university college railway military'.split(' '),
)

/** OpenMapTiles says `class`, Protomaps `kind` (and `kind_detail`). */
const classOf = ({ class: own, kind, 'pmap:kind': older }: Properties) => String(own ?? kind ?? older ?? '')

export function fillKindOf(layer: string, properties: Properties): FillKind | null {
  const kind = classOf(properties)
  if (layer === 'water' || layer === 'ocean') return 'water'
  if (layer === 'building' || layer === 'buildings') return 'building'
  if (layer === 'earth' || layer === 'land') return 'land'
  if (layer === 'park') return 'green'
  if (!['landuse', 'landcover', 'natural'].includes(layer)) return null
  if (GREEN.has(kind)) return 'green'
  return BUILT.has(kind) ? 'built' : null
}

const ROADS: Record<string, LineKind> = {
  motorway: 'major',
  trunk: 'major',
  primary: 'major',
  highway: 'major',
  major_road: 'major',
  secondary: 'medium',
  tertiary: 'medium',
  medium_road: 'medium',
  minor: 'minor',
  minor_road: 'minor',
  residential: 'minor',
  unclassified: 'minor',
  living_street: 'minor',
  service: 'minor',
  other: 'path',
  track: 'path',
  path: 'path',
  pedestrian: 'path',
  rail: 'rail',
  transit: 'rail',
}

export function lineKindOf(layer: string, properties: Properties): LineKind | null {
  if (layer === 'transportation' || layer === 'roads') return ROADS[classOf(properties)] ?? null
  if (layer === 'waterway' || layer === 'water') return 'stream'
  if (layer === 'boundary' || layer === 'boundaries') return Number(properties.admin_level ?? 2) <= 4 ? 'border' : null
  return null
}

const PLACES: Record<string, number> = {
  country: 0,
  region: 1,
  state: 1,
  city: 2,
  locality: 3,
  town: 4,
  village: 6,
  suburb: 7,
  hamlet: 8,
}

/** Smaller is more important; null for what has no name here. */
export function labelRankOf(layer: string, properties: Properties): number | null {
  if (layer !== 'place' && layer !== 'places') return null
  const detail = PLACES[String(properties.kind_detail ?? properties['pmap:kind_detail'] ?? '')]
  const base = detail ?? PLACES[classOf(properties)] ?? 9
  // OpenMapTiles ranks from 1, Protomaps by population from 17 down; both only order what is of one kind.
  const within =
    properties.population_rank === undefined ? Number(properties.rank ?? 20) : 20 - Number(properties.population_rank)
  return base + Math.max(0, Math.min(20, Number.isNaN(within) ? 20 : within)) / 21
}

export const FILL_COLORS: Record<Scheme, Record<FillKind, Rgb>> = {
  light: {
    land: [246, 247, 248],
    green: [230, 237, 228],
    built: [239, 240, 242],
    water: [203, 217, 228],
    building: [222, 225, 229],
  },
  dark: { land: [33, 42, 52], green: [33, 47, 47], built: [38, 47, 57], water: [17, 25, 34], building: [50, 60, 72] },
}

export const LINE_COLORS: Record<Scheme, Record<LineKind, Rgb>> = {
  light: {
    stream: [188, 205, 219],
    path: [222, 226, 230],
    rail: [198, 203, 209],
    minor: [217, 221, 226],
    medium: [203, 208, 215],
    major: [184, 191, 200],
    border: [150, 160, 172],
  },
  dark: {
    stream: [24, 36, 48],
    path: [49, 59, 70],
    rail: [62, 73, 86],
    minor: [56, 67, 79],
    medium: [70, 83, 97],
    major: [90, 104, 120],
    border: [120, 134, 150],
  },
}

/** Pixels at zoom 12; wider when closer. */
export const LINE_WIDTHS: Record<LineKind, number> = {
  stream: 1,
  path: 0.6,
  rail: 1,
  minor: 1,
  medium: 1.6,
  major: 2.4,
  border: 1,
}
