/** ITM's settings where a profile has none: continental temperate climate, average ground, hills of 90 m, medians. */
import type { z } from 'zod'
import type { itmSettingsSchema } from '../../model/radioProfile'

export type ItmSettings = z.output<typeof itmSettingsSchema>

export const usualItm: ItmSettings = {
  climate: 5,
  surfaceRefractivity: 301,
  permittivity: 15,
  conductivitySPerM: 0.005,
  polarisation: 'vertical',
  terrainIrregularityM: 90,
  timePercent: 50,
  locationPercent: 50,
  situationPercent: 50,
}
