/** Journal and records brought together: at the start, and after every restore. */
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallOutput } from '#core/contract/defineContract'
import { compareWithRecords } from '#core/journal/compareWithRecords'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { dealtWithSetting } from '#core/records/tables/machineSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { consoleClient } from '../../platform/consoleClient'
import { saveMachineSetting } from '../cooperative/settings'
import { saveSignedPayout } from '../money/distributions'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { shadowId } from '../records/readStates'
import { asFarAsAllowed } from '../sync/access/asFarAsAllowed'
import { type JournalledPayout, settleTreasury } from '../treasury/settleTreasury'

export type KnownPayout = CallOutput<ConsoleContract, 'payout.signedList'>[number]

/** How many the journal had and the records did not, until they were put back into them. */
export interface PutBack {
  payouts: number
  deviceRecords: number
}

export interface Settlement {
  putBack: PutBack
  /** Payouts that the journal knows of and whose files are gone: nothing is paid until a person has dealt with them. */
  unsettled: KnownPayout[]
  /** The same of payouts of version 4. */
  lostFiles: JournalledPayout[]
  /** What the records lack and this laptop's roles do not let it put back: it stays in the journal. */
  barred: PutBack
}

/** @throws Problem of the calls and of the writes; what was put back until then stays */
export async function settleJournal(): Promise<Settlement> {
  const [payouts, records] = await Promise.all([
    consoleClient.call('payout.signedList', {}),
    consoleClient.call('provisioning.signedList', {}),
  ])
  const known = {
    signatureIds: await idsOf(db, 'signatures'),
    provisioningIds: await idsOf(db, 'provisionings'),
  }
  const dealtWith = readSettingValue(dealtWithSetting, (await db.machineSettings.get(dealtWithSetting.key))?.value) ?? []
  const found = compareWithRecords({ payouts, records }, known, new Set(dealtWith))
  const putBack: PutBack = { payouts: 0, deviceRecords: 0 }
  const barred: PutBack = { payouts: 0, deviceRecords: 0 }
  for (const { transactionHash } of found.payoutsToPutBack) {
    const payout = await consoleClient.call('payout.signedFile', { transactionHash })
    ;((await asFarAsAllowed(() => saveSignedPayout(payout))) ? putBack : barred).payouts++
  }
  if (found.recordsToPutBack.length > 0) {
    // Seldom needed, and H3, which comes with it, is a fifth of what a start would read.
    const { saveProvisioning } = await import('../provisioning/provisionings')
    for (const { id } of found.recordsToPutBack) {
      const record = await consoleClient.call('provisioning.signedFile', { id })
      ;((await asFarAsAllowed(() => saveProvisioning(record))) ? putBack : barred).deviceRecords++
    }
  }
  for (const id of found.signaturesToLearn) {
    const payout = payoutFileSchema.safeParse((await db.signatures.get(id))?.file)
    // What cannot be read is said where payouts are prepared.
    if (payout.success) await consoleClient.call('payout.learn', { payout: payout.data })
  }
  const treasury = await settleTreasury()
  putBack.payouts += treasury.putBack
  barred.payouts += treasury.barred
  return { putBack, barred, unsettled: found.payoutsToName, lostFiles: treasury.lostFiles }
}

/** A person says that a payout whose file is gone is dealt with otherwise. */
export async function dealWith(transactionHash: string): Promise<void> {
  const before = readSettingValue(dealtWithSetting, (await db.machineSettings.get(dealtWithSetting.key))?.value) ?? []
  await saveMachineSetting(dealtWithSetting, [...new Set([...before, transactionHash])])
}

/** Ids of the records of a table, those included that are not shown. */
async function idsOf(records: CommonmastDatabase, table: 'signatures' | 'provisionings'): Promise<Set<string>> {
  const shown = await records.table<unknown, string>(table).toCollection().primaryKeys()
  const hidden = await records.shadows.where('table').equals(table).primaryKeys()
  return new Set([...shown, ...hidden.map((id) => id.slice(shadowId(table, '').length))])
}
