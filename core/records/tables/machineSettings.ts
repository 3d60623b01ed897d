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

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  [fleetViewsSetting.key, fleetViewsSchema],
  [dealtWithSetting.key, transactionHashesSchema],
  [seenCodeSetting.key, seenCodeSchema],
])

export const machineSettingSchema = settingRecordSchema((key) => SCHEMAS.get(key) ?? null)
