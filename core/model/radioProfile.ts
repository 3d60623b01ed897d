/**
 * A radio profile: one kind of link, from the transmitter's power to the receiver's threshold, and the path-loss model
 * between them. Profiles are dated data: what a network or a device class is assumed to do, since when, and says who.
 * Powers are dBm, gains dBi, losses dB, heights metres above ground, distances metres over ground.
 */
import { z } from 'zod'

export const pathLossModelSchema = z.enum([
  'free-space',
  'hata',
  'cost231-hata',
  '38901-rma',
  '38901-uma',
  '38901-umi',
  '38901-inh',
  'itm-area',
  'itm-terrain',
  'log-distance',
])
export type PathLossModelName = z.infer<typeof pathLossModelSchema>

export const antennaSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('omni') }),
  z.object({
    kind: z.literal('sector'),
    /** Degrees clockwise from north. */
    azimuthDeg: z.number().min(0).max(360),
    /** Full width at half power. */
    beamwidthDeg: z.number().positive().max(360),
    maxAttenuationDb: z.number().nonnegative(),
  }),
  z.object({
    kind: z.literal('pattern'),
    azimuthDeg: z.number().min(0).max(360),
    /** Attenuation at evenly spaced bearings from the main direction, clockwise. */
    attenuationDb: z.array(z.number().nonnegative()).min(4).max(360),
  }),
])
export type Antenna = z.infer<typeof antennaSchema>

/** Settings of the Irregular Terrain Model. */
export const itmSettingsSchema = z.object({
  /** 1 equatorial … 7 maritime temperate over sea, as ITM numbers them. */
  climate: z.number().int().min(1).max(7),
  surfaceRefractivity: z.number().min(250).max(400),
  permittivity: z.number().min(1),
  conductivitySPerM: z.number().positive(),
  polarisation: z.enum(['horizontal', 'vertical']),
  /** Terrain irregularity for the area mode. */
  terrainIrregularityM: z.number().nonnegative(),
  timePercent: z.number().positive().lt(100),
  locationPercent: z.number().positive().lt(100),
  situationPercent: z.number().positive().lt(100),
})

export const radioProfileSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  technology: z.enum(['lorawan', 'wifi', 'cbrs', 'nr', 'tvws', 'other']),
  model: pathLossModelSchema,
  /** Hata: urban-large, urban-small, suburban, open. 38.901: los, nlos. Null where the model has none. */
  environment: z.string().nullable(),
  frequencyMhz: z.number().positive(),
  txPowerDbm: z.number(),
  antennaGainDbi: z.number(),
  antennaHeightM: z.number().positive(),
  receiverGainDbi: z.number(),
  receiverHeightM: z.number().positive(),
  sensitivityDbm: z.number(),
  /** Kept above the sensitivity: a cell counts as covered from sensitivity plus margin on. */
  marginDb: z.number().nonnegative(),
  bodyLossDb: z.number().nonnegative(),
  clutterLossDb: z.number().nonnegative(),
  /** Standard deviation of log-normal shadowing, for the probability of coverage. */
  shadowingSigmaDb: z.number().nonnegative(),
  /** Nothing further away is counted, however strong. */
  maxDistanceM: z.number().positive(),
  antenna: antennaSchema,
  itm: itmSettingsSchema.optional(),
  /** For `log-distance`, usually from a calibration: loss = referenceLossDb + 10 exponent log10(d / referenceDistanceM). */
  logDistance: z
    .object({ exponent: z.number().positive(), referenceDistanceM: z.number().positive(), referenceLossDb: z.number() })
    .optional(),
  /** Day from which these figures hold, and where they come from. */
  validFrom: z.string(),
  source: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type RadioProfile = z.infer<typeof radioProfileSchema>

/** What one hotspot has that its profile does not say. Missing fields follow the profile. */
export const hotspotRadioSchema = z.object({
  profileId: z.string().min(1).optional(),
  txPowerDbm: z.number().optional(),
  antennaGainDbi: z.number().optional(),
  antennaHeightM: z.number().positive().optional(),
  antenna: antennaSchema.optional(),
})
export type HotspotRadio = z.infer<typeof hotspotRadioSchema>
