/**
 * Tables that are about places rather than hotspots: weights per cell or point, and lists of candidate sites. Headers are
 * compared in lower case with every run of other characters as one `_`, in the words people use for each column.
 */

export interface PlaceColumns {
  h3: number | null
  lat: number | null
  lng: number | null
}

export interface WeightColumns extends PlaceColumns {
  weight: number
  /** What the weight column seems to count. */
  unit: string
}

export interface CandidateColumns extends PlaceColumns {
  name: number | null
  cost: number | null
}

const WORDS = {
  h3: /^(h3|h3_?(index|cell|id|address|hex)|h3_?(res_?|r)?\d{1,2}|hex|hex_?id|hexagon|cell|cell_?id)$/,
  lat: /^(lat|latitude|lat_deg|latitude_deg|gps_lat|gps_latitude|y|y_coord|breite|breitengrad)$/,
  lng: /^(lng|lon|long|longitude|lng_deg|lon_deg|longitude_deg|gps_lng|gps_lon|gps_longitude|x|x_coord|laenge|l_nge|laengengrad)$/,
  weight:
    /^(weight|weights|demand|value|w|pop|population|people|persons|inhabitants|residents|households|dwellings|buildings|subscribers|users|customers|(total_)?pop(ulation)?(_total|_count|_?\d{4})?)$/,
  name: /^(name|label|title|site|site_?name|address|place|id)$/,
  cost: /^(cost|costs|price|site_?cost|capex|cost_?(eur|usd|chf|gbp))$/,
}

const UNITS: [words: RegExp, unit: string][] = [
  [/pop|people|persons|inhabitants|residents/, 'people'],
  [/households/, 'households'],
  [/dwellings/, 'dwellings'],
  [/buildings/, 'buildings'],
  [/subscribers/, 'subscribers'],
  [/users/, 'users'],
  [/customers/, 'customers'],
]

/** The columns of a weights table, or null when it is none: a weight, and a cell or a latitude and longitude. */
export function weightColumns(headers: readonly string[]): WeightColumns | null {
  const keys = headers.map(headerKey)
  const place = placeColumns(keys)
  const xyz = keys.join() === 'x,y,z'
  const weight = xyz ? 2 : indexOf(keys, WORDS.weight)
  if (place === null || weight === null) return null
  return { ...place, weight, unit: UNITS.find(([words]) => words.test(keys[weight] ?? ''))?.[1] ?? 'units' }
}

/** The columns of a list of candidate sites, or null without a position. */
export function candidateColumns(headers: readonly string[]): CandidateColumns | null {
  const keys = headers.map(headerKey)
  const place = placeColumns(keys)
  return place === null ? null : { ...place, name: indexOf(keys, WORDS.name), cost: indexOf(keys, WORDS.cost) }
}

function placeColumns(keys: readonly string[]): PlaceColumns | null {
  const [h3, lat, lng] = [indexOf(keys, WORDS.h3), indexOf(keys, WORDS.lat), indexOf(keys, WORDS.lng)]
  return h3 !== null || (lat !== null && lng !== null) ? { h3, lat, lng } : null
}

function indexOf(keys: readonly string[], words: RegExp): number | null {
  const index = keys.findIndex((key) => words.test(key))
  return index < 0 ? null : index
}

function headerKey(header: string): string {
  return header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}
