/**
 * Earth and ground of the Irregular Terrain Model: refractivity at the height of the path (TN101, 4.3), curvature of the
 * effective earth (TN101, 4.4) and the transfer impedance of the ground (Hufford, the algorithm, section 3).
 */

export interface Complex {
  re: number
  im: number
}

export interface EarthAndGround {
  surfaceRefractivity: number
  effectiveRadiusM: number
  impedance: Complex
}

/** Curvature of the real earth as the model has it, about 1 / 6370 km. */
const EARTH_CURVATURE_PER_M = 157e-9

function complexRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im)
  return { re: Math.sqrt((size + re) / 2), im: (im < 0 ? -1 : 1) * Math.sqrt((size - re) / 2) }
}

export function complexQuotient(a: Complex, b: Complex): Complex {
  const scale = b.re * b.re + b.im * b.im
  return { re: (a.re * b.re + a.im * b.im) / scale, im: (a.im * b.re - a.re * b.im) / scale }
}

/** @param pathElevationM mean height of the path above sea level; 0 takes the refractivity as it is. */
export function earthAndGround(
  input: {
    surfaceRefractivity: number
    frequencyMhz: number
    polarisation: 'horizontal' | 'vertical'
    permittivity: number
    conductivitySPerM: number
  },
  pathElevationM: number,
): EarthAndGround {
  const surfaceRefractivity = input.surfaceRefractivity * Math.exp(-pathElevationM / 9460)
  const curvature = EARTH_CURVATURE_PER_M * (1 - 0.04665 * Math.exp(surfaceRefractivity / 179.3))
  const permittivity = { re: input.permittivity, im: (18_000 * input.conductivitySPerM) / input.frequencyMhz }
  const horizontal = complexRoot({ re: permittivity.re - 1, im: permittivity.im })
  return {
    surfaceRefractivity,
    effectiveRadiusM: 1 / curvature,
    impedance: input.polarisation === 'vertical' ? complexQuotient(horizontal, permittivity) : horizontal,
  }
}
