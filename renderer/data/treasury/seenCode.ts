/** What the newest snapshots told of code at addresses, kept on this machine so that every form can say it without a network. */
import { type SeenCode, seenCodeSetting } from '#core/records/tables/machineSettings'
import { readSettingValue } from '#core/records/tables/setting'
import type { Snapshot } from '#core/treasury/chain/snapshot'
import { evmChainKey } from '#core/treasury/model/chainKey'
import { saveMachineSetting } from '../cooperative/settings'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'

export async function readSeenCode(from: CommonmastDatabase = db): Promise<SeenCode> {
  return readSettingValue(seenCodeSetting, (await from.machineSettings.get(seenCodeSetting.key))?.value) ?? []
}

/** Of each address and chain the newest word counts. @throws Problem `data.*` */
export async function keepSeenCode({
  chainId,
  takenAt,
  payees,
}: Pick<Snapshot, 'chainId' | 'takenAt' | 'payees'>): Promise<void> {
  if (payees.length === 0) return
  const chain = evmChainKey(chainId)
  const keyOf = (seen: { chain: string; address: string }) => `${seen.chain} ${seen.address.toLowerCase()}`
  const kept = new Map((await readSeenCode()).map((seen) => [keyOf(seen), seen]))
  for (const { address, isContract } of payees) {
    const seen = { chain, address, isContract, seenAt: takenAt }
    const before = kept.get(keyOf(seen))
    if (!before || before.seenAt <= takenAt) kept.set(keyOf(seen), seen)
  }
  await saveMachineSetting(seenCodeSetting, [...kept.values()])
}
