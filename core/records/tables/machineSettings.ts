/** What each setting of this machine holds, as `cooperativeSettings` says it of the cooperative's. */
import { z } from 'zod'
import { type SettingOf, settingRecordSchema } from './setting'

const fleetFilterSchema = z.object({
  text: z.string(),
  networks: z.array(z.string()),
  location: z.enum(['any', 'with', 'without']),
  group: z.string().nullable(),
})

const fleetViewsSchema = z.array(z.object({ name: z.string().min(1), filter: fleetFilterSchema }))
export type FleetViews = z.infer<typeof fleetViewsSchema>

/** Sets of filters of the fleet that were given a name. */
export const fleetViewsSetting: SettingOf<FleetViews> = { key: 'fleet-views', schema: fleetViewsSchema }

const transactionHashesSchema = z.array(z.string())

/** Signed payouts that the journal knows of, whose files are gone, and with which a person has dealt otherwise. */
export const dealtWithSetting: SettingOf<string[]> = { key: 'payouts-dealt-with', schema: transactionHashesSchema }

const seenCodeSchema = z.array(
  z.object({
    /** CAIP-2. */
    chain: z.string(),
    address: z.string(),
    isContract: z.boolean(),
    /** When the snapshot that tells it was taken. */
    seenAt: z.string(),
  }),
)
export type SeenCode = z.infer<typeof seenCodeSchema>

/** Whether code lies at addresses of members, as the newest snapshots told it. */
export const seenCodeSetting: SettingOf<SeenCode> = { key: 'seen-code', schema: seenCodeSchema }

const placeMemorySchema = z.array(
  z.object({
    /** As main gave it. */
    placeId: z.string(),
    /** When the last round with it ended, whole or not, ISO 8601, UTC. */
    roundAt: z.iso.datetime(),
    /** When this laptop and the place last held the same; null while they never did. */
    agreedAt: z.iso.datetime().nullable(),
    /** Batches of the last round. */
    written: z.number().int().nonnegative(),
    applied: z.number().int().nonnegative(),
    /** Bytes that still fit there; null where nobody can say. */
    freeBytes: z.number().nonnegative().nullable(),
    /** Whether batches of others that are missing there are written too. */
    carriesOthers: z.boolean(),
    /** Why the last round could not do everything, in words; null where it could. */
    trouble: z.string().nullable(),
    /** Since when it is the same, ISO 8601, UTC. */
    troubledSince: z.iso.datetime().nullable().default(null),
    /** Since when batches of this installation's own past, or a key to what is held, are known to be missing there, ISO 8601, UTC; null while none is. */
    unreadSince: z.iso.datetime().nullable().default(null),
    /** Laptops of no admin's word whose batches lay there in the last round: public key, hex, and since when that is so. */
    notAdmitted: z.array(z.object({ publicKey: z.string(), since: z.iso.datetime() })).default([]),
  }),
)
export type PlaceMemory = z.infer<typeof placeMemorySchema>[number]

/** What is remembered of the places where batches are exchanged. */
export const placeMemorySetting: SettingOf<PlaceMemory[]> = { key: 'sync-places', schema: placeMemorySchema }

const restoredSchema = z.object({
  /** When the backup was made, ISO 8601, UTC. */
  backupAt: z.string().min(10),
})

/** A backup of a cooperative from which these records came, while no round has read what was done since. */
export const restoredSetting: SettingOf<z.infer<typeof restoredSchema>> = { key: 'restored-unread', schema: restoredSchema }

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  [fleetViewsSetting.key, fleetViewsSchema],
  [dealtWithSetting.key, transactionHashesSchema],
  [seenCodeSetting.key, seenCodeSchema],
  [placeMemorySetting.key, placeMemorySchema],
  [restoredSetting.key, restoredSchema],
])

export const machineSettingSchema = settingRecordSchema((key) => SCHEMAS.get(key) ?? null)
