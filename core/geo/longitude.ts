/** Longitudes are a circle: which of its turns a number means. */

/** Degrees as -180 ≤ longitude < 180. */
export function wrapLng(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180
}

/** A longitude as records carry it, from -180 to 180, both included. */
export function normalizeLng(longitude: number): number {
  return longitude >= -180 && longitude <= 180 ? longitude : wrapLng(longitude)
}

/** The same meridian in the turn of the globe nearest to `centre`. */
export function nearLng(longitude: number, centre: number): number {
  return longitude + 360 * Math.round((centre - longitude) / 360)
}
