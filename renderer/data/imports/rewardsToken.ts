/** Token and network of tables of rewards that do not say them: the person does, and the cooperative's last ones are offered. */
import type { SaidOfRewards } from '#core/formats/importFormat'
import { networkId, OTHER_NETWORK } from '#core/networks/deviceKey/hotspotId'
import { knownDecimals } from '#core/networks/knownTokens'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { RewardsReading } from '#core/networks/rewardsReading'
import { rewardsTokenSetting } from '#core/records/tables/cooperativeSettings'
import { readSettingValue } from '#core/records/tables/setting'
import type { CommonmastDatabase } from '../records/database'
import type { RecordTransaction } from '../records/RecordTransaction'
import type { RewardsTokenPreview } from './importPreview'

/** What the person says, else the file, else the last table; what the file says of its token is never another's. */
export async function rewardsTokenOf(
  db: CommonmastDatabase,
  said: SaidOfRewards,
  answers: RewardsAnswers,
): Promise<RewardsTokenPreview> {
  const kept = readSettingValue(rewardsTokenSetting, (await db.cooperativeSettings.get(rewardsTokenSetting.key))?.value)
  const symbol = answers.token?.symbol ?? said.symbol ?? kept?.symbol ?? ''
  const isKept = kept?.symbol.toUpperCase() === symbol.toUpperCase()
  const decimals = answers.token?.decimals ?? said.decimals ?? (isKept ? kept?.decimals : undefined) ?? knownDecimals(symbol)
  const network = networkId(answers.network ?? said.network ?? kept?.network ?? OTHER_NETWORK)
  return { token: symbol === '' || decimals === null ? null : { symbol, decimals }, symbol, network }
}

/** Keeps what a table was read as, for the next one. */
export async function rememberToken(records: RecordTransaction, { token, network }: RewardsReading): Promise<void> {
  await records.put('cooperativeSettings', { key: rewardsTokenSetting.key, value: { ...token, network } })
}
