/** What Recommendation ITU-R P.1812-6 takes: a terrain profile with its clutter and climate, two antennas, and the air. */
import type { LatLng } from '../../geo/sphere'
import { Problem } from '../../model/problem'

/** Radio-climatic zone of a place, as the ITU numbers them: 1 sea, 3 coastal land, 4 inland. */
export type RadioZone = 1 | 3 | 4

export interface P1812Profile {
  /** From the transmitter, ascending from 0; need not be even. */
  distancesKm: ArrayLike<number>
  /** Terrain above sea level. */
  elevationsM: ArrayLike<number>
  /** Representative height of what stands on it. */
  clutterM: ArrayLike<number>
  zones: ArrayLike<RadioZone>
}

export interface P1812Input {
  profile: P1812Profile
  from: LatLng
  to: LatLng
  /** Antennas above ground, 1–3000 m. */
  transmitterHeightM: number
  receiverHeightM: number
  /** 30–6000 MHz is the validity. */
  frequencyMhz: number
  polarisation: 'horizontal' | 'vertical'
  /** 1–50: the loss is not exceeded for this share of the year. */
  timePercent: number
  /** Above 0, below 100. */
  locationPercent: number
  /** Standard deviation of location variability; 0 leaves it out. */
  locationDeviationDb: number
  /** Lapse of refractivity in the lowest kilometre, N-units/km, positive. */
  refractivityLapse: number
  /** Sea-level surface refractivity, N-units. */
  seaLevelRefractivity: number
  /** Over land from each antenna to the coast; 500 where it does not matter, 0 at sea. */
  coastKm?: { tx: number; rx: number }
}

function need(condition: boolean, field: string, sentence: string): void {
  if (!condition) throw new Problem('p1812.bad-input', sentence, { field })
}

function checkProfile({ distancesKm, elevationsM, clutterM, zones }: P1812Profile): void {
  const count = distancesKm.length
  need(count >= 5, 'profile.distancesKm', `The profile has ${count} points: give at least 5.`)
  need(distancesKm[0] === 0, 'profile.distancesKm', 'The profile does not begin at 0 km: begin it at the transmitter.')
  for (const [name, list] of Object.entries({ elevationsM, clutterM, zones })) {
    need(list.length === count, `profile.${name}`, `${name} has ${list.length} values for ${count} points: give one for each.`)
  }
  for (let index = 0; index < count; index++) {
    const distance = distancesKm[index] ?? Number.NaN
    const after = index === 0 || distance > (distancesKm[index - 1] ?? Number.NaN)
    need(after, 'profile.distancesKm', `Point ${index} of the profile is not beyond the one before: sort them.`)
    const known = Number.isFinite(elevationsM[index]) && Number.isFinite(clutterM[index])
    need(known, 'profile.elevationsM', `Point ${index} of the profile has no height: fill the gap or choose another path.`)
    need([1, 3, 4].includes(zones[index] ?? 0), 'profile.zones', `Point ${index} is in zone ${zones[index]}: give 1, 3 or 4.`)
  }
}

/** @returns warnings for what lies outside the validity. @throws Problem `p1812.bad-input` naming the field. */
export function checkP1812(input: P1812Input): string[] {
  checkProfile(input.profile)
  for (const field of ['transmitterHeightM', 'receiverHeightM'] as const) {
    need(input[field] >= 1 && input[field] <= 3000, field, `${field} is ${input[field]}: give 1 to 3000 m.`)
  }
  need(input.frequencyMhz > 0, 'frequencyMhz', `frequencyMhz is ${input.frequencyMhz}: give more than 0.`)
  need(input.timePercent >= 1 && input.timePercent <= 50, 'timePercent', `timePercent is ${input.timePercent}: give 1 to 50.`)
  need(
    input.locationPercent > 0 && input.locationPercent < 100,
    'locationPercent',
    `locationPercent is ${input.locationPercent}: give more than 0 and less than 100.`,
  )
  need(
    input.locationDeviationDb >= 0,
    'locationDeviationDb',
    `locationDeviationDb is ${input.locationDeviationDb}: give 0 or more.`,
  )
  need(
    input.refractivityLapse > 0 && input.refractivityLapse < 157,
    'refractivityLapse',
    `refractivityLapse is ${input.refractivityLapse}: give more than 0 and less than 157 N-units/km.`,
  )
  return input.frequencyMhz < 30 || input.frequencyMhz > 6000 ? ['p1812.frequency-outside'] : []
}
