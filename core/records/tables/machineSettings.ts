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

export const machineSettingSchema = settingRecordSchema((key) => (key === fleetViewsSetting.key ? fleetViewsSchema : null))
