/** Diffraction by the delta-Bullington method with the first term of a spherical earth (P.1812-6, section 4.3). */
import { type P1812Path, wavelengthM } from './p1812Path'

interface Ray {
  distancesKm: readonly number[]
  surfaceM: readonly number[]
  lengthKm: number
  txM: number
  rxM: number
}

/** One knife edge in place of the whole profile. */
function bullingtonDb(ray: Ray, radiusKm: number, frequencyGhz: number): number {
  const { distancesKm, surfaceM, lengthKm, txM, rxM } = ray
  const lambdaM = wavelengthM(frequencyGhz)
  const sharpness = (d: number): number => Math.sqrt((0.002 * lengthKm) / (lambdaM * d * (lengthKm - d)))
  const line = (d: number): number => (txM * (lengthKm - d) + rxM * d) / lengthKm
  let slopeTx = Number.NEGATIVE_INFINITY
  let slopeRx = Number.NEGATIVE_INFINITY
  let nu = Number.NEGATIVE_INFINITY
  for (let index = 1; index < distancesKm.length - 1; index++) {
    const d = distancesKm[index] ?? 0
    const raised = (surfaceM[index] ?? 0) + (500 * d * (lengthKm - d)) / radiusKm
    slopeTx = Math.max(slopeTx, (raised - txM) / d)
    slopeRx = Math.max(slopeRx, (raised - rxM) / (lengthKm - d))
    nu = Math.max(nu, (raised - line(d)) * sharpness(d))
  }
  if (slopeTx >= (rxM - txM) / lengthKm) {
    const d = (rxM - txM + slopeRx * lengthKm) / (slopeTx + slopeRx)
    nu = (txM + slopeTx * d - line(d)) * sharpness(d)
  }
  const edgeDb = nu > -0.78 ? 6.9 + 20 * Math.log10(Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1) : 0
  return edgeDb + (1 - Math.exp(-edgeDb / 6)) * (10 + 0.02 * lengthKm)
}

interface Ground {
  permittivity: number
  conductivitySPerM: number
}
const LAND: Ground = { permittivity: 22, conductivitySPerM: 0.003 }
const SEA: Ground = { permittivity: 80, conductivitySPerM: 5 }

interface Smooth {
  lengthKm: number
  txM: number
  rxM: number
  frequencyGhz: number
  vertical: boolean
}

function firstTermDb({ lengthKm, txM, rxM, frequencyGhz, vertical }: Smooth, radiusKm: number, ground: Ground): number {
  const loss = (18 * ground.conductivitySPerM) / frequencyGhz
  const horizontalK = (0.036 * ((ground.permittivity - 1) ** 2 + loss ** 2) ** -0.25) / Math.cbrt(radiusKm * frequencyGhz)
  const k = vertical ? horizontalK * Math.sqrt(ground.permittivity ** 2 + loss ** 2) : horizontalK
  const beta = (1 + 1.6 * k ** 2 + 0.67 * k ** 4) / (1 + 4.5 * k ** 2 + 1.53 * k ** 4)
  const x = 21.88 * beta * Math.cbrt(frequencyGhz / radiusKm ** 2) * lengthKm
  const distanceDb = x >= 1.6 ? 11 + 10 * Math.log10(x) - 17.6 * x : -20 * Math.log10(x) - 5.6488 * x ** 1.425
  const heightDb = (heightM: number): number => {
    const b = beta * 0.9575 * beta * Math.cbrt(frequencyGhz ** 2 / radiusKm) * heightM
    const gain = b > 2 ? 17.6 * Math.sqrt(b - 1.1) - 5 * Math.log10(b - 1.1) - 8 : 20 * Math.log10(b + 0.1 * b ** 3)
    return Math.max(gain, 2 + 20 * Math.log10(k))
  }
  return -distanceDb - heightDb(txM) - heightDb(rxM)
}

function sphericalDb(smooth: Smooth, radiusKm: number, seaShare: number): number {
  const { lengthKm, txM, rxM, frequencyGhz } = smooth
  const firstTerm = (radius: number): number =>
    seaShare * firstTermDb(smooth, radius, SEA) + (1 - seaShare) * firstTermDb(smooth, radius, LAND)
  const sightKm = Math.sqrt(2 * radiusKm) * (Math.sqrt(0.001 * txM) + Math.sqrt(0.001 * rxM))
  if (lengthKm >= sightKm) return firstTerm(radiusKm)
  const c = (txM - rxM) / (txM + rxM)
  const m = (250 * lengthKm ** 2) / (radiusKm * (txM + rxM))
  const angle = Math.acos(((3 * c) / 2) * Math.sqrt((3 * m) / (m + 1) ** 3))
  const b = 2 * Math.sqrt((m + 1) / (3 * m)) * Math.cos(Math.PI / 3 + angle / 3)
  const nearKm = (lengthKm / 2) * (1 + b)
  const farKm = lengthKm - nearKm
  const clearance = ((txM - (500 * nearKm ** 2) / radiusKm) * farKm + (rxM - (500 * farKm ** 2) / radiusKm) * nearKm) / lengthKm
  const wanted = 17.456 * Math.sqrt((nearKm * farKm * wavelengthM(frequencyGhz)) / lengthKm)
  if (clearance > wanted) return 0
  const grazingRadiusKm = 500 * (lengthKm / (Math.sqrt(txM) + Math.sqrt(rxM))) ** 2
  return (1 - clearance / wanted) * Math.max(firstTerm(grazingRadiusKm), 0)
}

/** Diffraction loss for an effective earth radius, dB. */
export function deltaBullingtonDb(path: P1812Path, radiusKm: number, frequencyGhz: number, vertical: boolean): number {
  const { distancesKm, lengthKm, seaShare, smoothM } = path
  const smooth = { lengthKm, txM: path.txM - smoothM.tx, rxM: path.rxM - smoothM.rx }
  const actualDb = bullingtonDb(path, radiusKm, frequencyGhz)
  const flat = { ...smooth, distancesKm, surfaceM: distancesKm.map(() => 0) }
  const smoothDb = bullingtonDb(flat, radiusKm, frequencyGhz)
  return actualDb + Math.max(sphericalDb({ ...smooth, frequencyGhz, vertical }, radiusKm, seaShare) - smoothDb, 0)
}
