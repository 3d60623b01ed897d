/** Colours of the map. The basemap recedes in both schemes; counts use cividis, which survives colour blindness and greyscale. */

export type Scheme = 'light' | 'dark'
export type Rgb = readonly [number, number, number]

/** Cividis (Nuñez, Anderton and Renslow, 2018) at ten even steps. */
const CIVIDIS: Rgb[] = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [225, 204, 85],
  [254, 232, 56],
]

/** The ramp at t from 0 to 1. More is always further from the background: lighter in the dark, darker in the light. */
export function rampColor(t: number, scheme: Scheme): Rgb {
  const position = scheme === 'dark' ? 0.24 + 0.76 * t : 0.9 - 0.88 * t
  const at = Math.max(0, Math.min(1, position)) * (CIVIDIS.length - 1)
  const low = CIVIDIS[Math.floor(at)] ?? [0, 0, 0]
  const high = CIVIDIS[Math.ceil(at)] ?? low
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (at - Math.floor(at)))
  return [mix(low[0], high[0]), mix(low[1], high[1]), mix(low[2], high[2])]
}

export const rgbText = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`

/** Four close tones, one per country among its neighbours. */
export const LAND_TONES: Record<Scheme, Rgb[]> = {
  light: [
    [248, 249, 250],
    [240, 242, 244],
    [234, 237, 240],
    [244, 245, 244],
  ],
  dark: [
    [31, 40, 50],
    [36, 45, 56],
    [40, 50, 62],
    [33, 43, 52],
  ],
}

export const GRATICULE: Record<Scheme, Rgb> = { light: [120, 138, 156], dark: [130, 150, 170] }
export const HOTSPOT: Record<Scheme, { fill: Rgb; edge: Rgb }> = {
  light: { fill: [0, 110, 96], edge: [255, 255, 255] },
  dark: { fill: [94, 234, 212], edge: [12, 17, 22] },
}
export const SELECTION: Record<Scheme, Rgb> = { light: [19, 27, 37], dark: [255, 255, 255] }
export const AREA: Record<Scheme, Rgb> = { light: [0, 110, 96], dark: [56, 217, 190] }
