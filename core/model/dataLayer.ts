/**
 * Layers that a person imports as files or draws: what is known about one is a record; its bulk lies in chunks beside it
 * (local, in typed arrays) and can always be imported again from the file that the record names.
 */
import { z } from 'zod'
import { ringSchema } from './position'

const common = {
  id: z.string().min(1),
  name: z.string().min(1),
  fileName: z.string().nullable(),
  /** SHA-256 of the imported file, hex. */
  fileSha256: z.string().nullable(),
  /** [west, south, east, north] degrees; west may exceed east across the antimeridian. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
}

/** A hand-drawn piece of demand: its weight is spread over the cells of its ring; a boost multiplies what is there. */
const drawnDemandSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  ring: ringSchema,
  kind: z.enum(['weight', 'boost']),
  /** Total weight of the ring, or the factor of a boost. */
  value: z.number().nonnegative(),
})

export const dataLayerSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('demand'),
    /** What one unit of weight is, e.g. "people". */
    unit: z.string(),
    resolution: z.number().int().min(0).max(15),
    cellCount: z.number().int().nonnegative(),
    totalWeight: z.number().nonnegative(),
    drawn: z.array(drawnDemandSchema),
  }),
  z.object({
    ...common,
    kind: z.literal('terrain'),
    source: z.enum(['srtm-hgt', 'geotiff']),
    columns: z.number().int().positive(),
    rows: z.number().int().positive(),
    minElevationM: z.number(),
    maxElevationM: z.number(),
    /** Samples without a value. */
    voids: z.number().int().nonnegative(),
  }),
  z.object({
    ...common,
    kind: z.literal('measurements'),
    samples: z.number().int().nonnegative(),
    misses: z.number().int().nonnegative(),
    hotspots: z.number().int().nonnegative(),
  }),
  z.object({
    ...common,
    kind: z.literal('map-pack'),
    tileType: z.enum(['mvt', 'png', 'jpeg', 'webp']),
    minZoom: z.number().int(),
    maxZoom: z.number().int(),
    sizeBytes: z.number().int().nonnegative(),
    attribution: z.string(),
  }),
])
export type DataLayer = z.infer<typeof dataLayerSchema>
export type DemandLayer = Extract<DataLayer, { kind: 'demand' }>
export type TerrainLayer = Extract<DataLayer, { kind: 'terrain' }>
export type MeasurementLayer = Extract<DataLayer, { kind: 'measurements' }>
export type MapPackLayer = Extract<DataLayer, { kind: 'map-pack' }>
