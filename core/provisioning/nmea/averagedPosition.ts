/** Positions from a satellite receiver, as they are shown, signed and kept. Degrees WGS 84, metres, UTC. */
import { z } from 'zod'
import { latSchema, lngSchema } from '../../model/position'
import { dateNoteSchema } from './fixDate'

const fixQualitySchema = z.enum(['gps', 'differential', 'pps', 'rtk', 'rtk-float'])

export const averagedPositionSchema = z.object({
  lat: latSchema,
  lng: lngSchema,
  altitudeM: z.number().nullable(),
  /** That agree and were averaged. */
  fixes: z.number().int().positive(),
  /** That were left out because they disagree with the others; missing where nobody looked. */
  rejected: z.number().int().nonnegative().optional(),
  /** What the receiver itself shows, not its true error. */
  scatterRmsM: z.number().nonnegative(),
  scatterMaxM: z.number().nonnegative(),
  /** Of all fixes: the poorest quality and HDOP, the fewest satellites; null where no fix said. */
  quality: fixQualitySchema,
  hdop: z.number().nullable(),
  satellites: z.number().int().nullable(),
  firstTime: z.string(),
  lastTime: z.string(),
  /** What is odd about the dates; missing where they are the receiver's own and can be. */
  dateNote: dateNoteSchema.optional(),
})
export type AveragedPosition = z.infer<typeof averagedPositionSchema>

/** How well a receiver is heard while fixes are collected. */
export const gnssReceptionSchema = z.object({
  sentences: z.number().int(),
  damagedSentences: z.number().int(),
  /** Null until a sentence told. */
  satellites: z.number().int().nullable(),
  hdop: z.number().nullable(),
  fixes: z.number().int(),
  fixesWanted: z.number().int(),
  /** What goes on: no fix yet, one too poor to count, the receiver moves, or fixes are being collected. */
  status: z.enum(['searching', 'weak', 'moving', 'collecting']).optional(),
  /** Offsets of the fixes from their mean, east and north, for the scatter's picture; the newest at the end. */
  scatter: z.array(z.object({ eastM: z.number(), northM: z.number() })),
})
export type GnssReception = z.infer<typeof gnssReceptionSchema>
