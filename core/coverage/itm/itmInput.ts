/**
 * What the Irregular Terrain Model (NTIA/ITS, v1.3/1.4) takes: the shared inputs of its two modes and how far each is
 * trusted. Beyond the stated validity the model still computes and warns; what it cannot compute at all is a Problem.
 */
import { Problem } from '../../model/problem'

/** A value for each end of a path. */
export interface Ends {
  tx: number
  rx: number
}

export type ItmVariability =
  | { kind: 'tls'; timePercent: number; locationPercent: number; situationPercent: number }
  | { kind: 'cr'; confidencePercent: number; reliabilityPercent: number }

export interface ItmCommonInput {
  /** Above ground; 0.5–3000 m is the validity, 1–1000 m the well-tested part. */
  transmitterHeightM: number
  receiverHeightM: number
  /** 1 equatorial, 2 continental subtropical, 3 maritime subtropical, 4 desert, 5 continental temperate, 6/7 maritime temperate over land/sea. */
  climate: number
  /** Reduced to sea level, N-units, 250–400. */
  surfaceRefractivity: number
  /** 20–20 000 MHz is the validity, 40–10 000 MHz the well-tested part. */
  frequencyMhz: number
  polarisation: 'horizontal' | 'vertical'
  /** Relative permittivity of the ground, 1 or more. */
  permittivity: number
  conductivitySPerM: number
  mode: ItmVariability
  /** 0 single message, 1 accidental, 2 mobile, 3 broadcast; +10 without location, +20 without situation variability. */
  variabilityMode: number
}

/** Time, location and situation quantiles; confidence and reliability are situation and time at half the locations. */
export interface Quantiles {
  timePercent: number
  locationPercent: number
  situationPercent: number
}

/**
 * The sentence is made only when it is needed: coverage asks these questions for millions of paths.
 * @throws Problem `itm.bad-input` naming the field.
 */
export function requireItm(condition: boolean, field: string, value: unknown, rule: string): void {
  if (!condition) throw new Problem('itm.bad-input', `${field} is ${String(value)}: ${rule}.`, { field })
}

function quantilesOf(mode: ItmVariability): Quantiles {
  const open = (percent: number, field: string): number => {
    requireItm(percent > 0 && percent < 100, field, percent, 'give more than 0 and less than 100')
    return percent
  }
  if (mode.kind === 'tls') {
    return {
      timePercent: open(mode.timePercent, 'mode.timePercent'),
      locationPercent: open(mode.locationPercent, 'mode.locationPercent'),
      situationPercent: open(mode.situationPercent, 'mode.situationPercent'),
    }
  }
  return {
    timePercent: open(mode.reliabilityPercent, 'mode.reliabilityPercent'),
    locationPercent: 50,
    situationPercent: open(mode.confidencePercent, 'mode.confidencePercent'),
  }
}

function warnOfRange(value: number, tested: [number, number], valid: [number, number], code: string, warnings: string[]): void {
  if (value < valid[0] || value > valid[1]) warnings.push(`itm.${code}-outside`)
  else if (value < tested[0] || value > tested[1]) warnings.push(`itm.${code}-near-limit`)
}

/**
 * Checks what both modes share, adds the warnings it calls for and gives the quantiles.
 * @throws Problem `itm.bad-input` naming the field.
 */
export function checkItmInput(input: ItmCommonInput, warnings: string[]): Quantiles {
  const positive = (value: number, field: string): void =>
    requireItm(Number.isFinite(value) && value > 0, field, value, 'give a number above 0')
  positive(input.transmitterHeightM, 'transmitterHeightM')
  positive(input.receiverHeightM, 'receiverHeightM')
  positive(input.frequencyMhz, 'frequencyMhz')
  positive(input.conductivitySPerM, 'conductivitySPerM')
  const { climate, surfaceRefractivity, permittivity, polarisation, variabilityMode } = input
  requireItm(Number.isInteger(climate) && climate >= 1 && climate <= 7, 'climate', climate, 'give a whole number from 1 to 7')
  requireItm(
    surfaceRefractivity >= 250 && surfaceRefractivity <= 400,
    'surfaceRefractivity',
    surfaceRefractivity,
    'give 250 to 400 N-units, 301 being usual',
  )
  requireItm(Number.isFinite(permittivity) && permittivity >= 1, 'permittivity', permittivity, 'give 1 or more, 15 being usual')
  requireItm(
    polarisation === 'horizontal' || polarisation === 'vertical',
    'polarisation',
    polarisation,
    'give horizontal or vertical',
  )
  requireItm(
    Number.isInteger(variabilityMode) && variabilityMode >= 0 && variabilityMode < 40 && variabilityMode % 10 <= 3,
    'variabilityMode',
    variabilityMode,
    'give 0 to 3, plus 10, 20 or 30',
  )
  warnOfRange(input.transmitterHeightM, [1, 1000], [0.5, 3000], 'transmitter-height', warnings)
  warnOfRange(input.receiverHeightM, [1, 1000], [0.5, 3000], 'receiver-height', warnings)
  warnOfRange(input.frequencyMhz, [40, 10_000], [20, 20_000], 'frequency', warnings)
  return quantilesOf(input.mode)
}
