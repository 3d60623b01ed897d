/** Positions are WGS 84 degrees; H3 indexes are the 15-digit lower-case hex strings of h3-js. */
import { z } from 'zod'

export const latSchema = z.number().min(-90).max(90)
export const lngSchema = z.number().min(-180).max(180)
export const h3IndexSchema = z.string().regex(/^8[0-9a-f]{14}$/, 'must be an H3 cell')

/** A ring of [lng, lat] pairs, open (the first corner is not repeated). */
export const ringSchema = z.array(z.tuple([lngSchema, latSchema])).min(3)
export type Ring = z.infer<typeof ringSchema>
