/** The cooperative that this machine's records belong to: its founding document, kept as a setting of the machine. */
import type { SettingOf } from '../records/tables/setting'
import { type Founding, foundingSchema } from './founding'

export const foundingSetting: SettingOf<Founding> = { key: 'founding', schema: foundingSchema }
