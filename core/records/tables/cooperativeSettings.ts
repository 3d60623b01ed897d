/**
 * What each of the cooperative's settings holds. A value is checked when it is written, restored and read, so that one
 * that is malformed is refused where it comes in, and is as good as not set where it is read. A key that is not here
 * comes from a newer version and is kept as it is.
 */
import { z } from 'zod'
import { type Debtor, debtorSchema } from '../../bank/moneyPayoutFile'
import { baseUnitsTextSchema, tokenSchema } from '../../model/money'
import { type RootTransactionSettings, rootTransactionSettingsSchema } from '../../payout/payoutFile'
import { type SettingOf, settingRecordSchema } from './setting'

const cooperativeSchema = z.object({
  name: z.string(),
  /** True for the demo cooperative, whose records are all made up. */
  synthetic: z.boolean(),
})
export type Cooperative = z.infer<typeof cooperativeSchema>

const keptPricesSchema = z.object({
  /** One per day, ascending. */
  prices: z.array(z.object({ date: z.string(), price: z.number().positive() })),
  /** As the file named it; empty when it named none. */
  currency: z.string(),
  fileName: z.string(),
})
export type KeptPrices = z.infer<typeof keptPricesSchema>

const keptTokenSchema = tokenSchema.extend({ network: z.string().min(1) })
/** A token and the network that pays it. */
export type KeptToken = z.infer<typeof keptTokenSchema>

const PRICES = 'prices:'
const MINIMUM_PAYOUT = 'minimum-payout:'

export const cooperativeSetting: SettingOf<Cooperative> = { key: 'cooperative', schema: cooperativeSchema }

/** What the last payout was prepared with. */
export const chainSetting: SettingOf<RootTransactionSettings> = { key: 'chain', schema: rootTransactionSettingsSchema }

/** The account from which members are paid in money. */
export const bankAccountSetting: SettingOf<Debtor> = { key: 'bank-account', schema: debtorSchema }

/** What the last table of rewards paid that did not say it itself. */
export const rewardsTokenSetting: SettingOf<KeptToken> = { key: 'rewards-token', schema: keptTokenSchema }

/** What a token was worth. */
export function pricesSetting(symbol: string): SettingOf<KeptPrices> {
  return { key: PRICES + symbol, schema: keptPricesSchema }
}

/** Base units of a token; what is less waits until it is more. */
export function minimumPayoutSetting(symbol: string): SettingOf<string> {
  return { key: MINIMUM_PAYOUT + symbol, schema: baseUnitsTextSchema }
}

const announcedSnapshotSchema = z.object({
  /** SHA-256 of the document, hex (`core/sync/snapshot`). */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was made, ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** What it comes to. */
  batches: z.number().int().positive(),
})
export type AnnouncedSnapshot = z.infer<typeof announcedSnapshotSchema>

/** The newest snapshot. It counts for who joins where an admin says it. */
export const snapshotSetting: SettingOf<AnnouncedSnapshot> = { key: 'snapshot', schema: announcedSnapshotSchema }

function valueSchemaOf(key: string): z.ZodType | null {
  if (key.startsWith(PRICES)) return keptPricesSchema
  if (key.startsWith(MINIMUM_PAYOUT)) return baseUnitsTextSchema
  const known = [cooperativeSetting, chainSetting, bankAccountSetting, rewardsTokenSetting, snapshotSetting].find(
    (setting) => setting.key === key,
  )
  return known?.schema ?? null
}

export const cooperativeSettingSchema = settingRecordSchema(valueSchemaOf)
