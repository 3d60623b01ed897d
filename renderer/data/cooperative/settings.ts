/**
 * Settings of the cooperative, which all of its installations share, and of this machine. What is malformed reads as not
 * set, so that no setting can stop the console.
 */
import { useLiveQuery } from 'dexie-react-hooks'
import { type Cooperative, cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { readSettingValue, type SettingOf } from '#core/records/tables/setting'
import { putRecords } from '../records/changeRecords'
import { checkRecord } from '../records/checkRecord'
import { db } from '../records/openRecords'
import type { ActOf } from '../records/transact'
import { asWriteProblem } from '../records/writeProblem'

/** Whose records these are while nobody has said so. */
const NO_COOPERATIVE: Cooperative = { name: '', synthetic: false }

/** The cooperative as it is set now; with an empty name when it is not. */
export async function readCooperative(): Promise<Cooperative> {
  return (await readCooperativeSetting(cooperativeSetting)) ?? NO_COOPERATIVE
}

/** Live; undefined while loading. */
export const useCooperative = () => useLiveQuery(readCooperative)

/** A setting of the cooperative; undefined when it is not set or malformed. */
async function readCooperativeSetting<T>(setting: SettingOf<T>): Promise<T | undefined> {
  return readSettingValue(setting, (await db.cooperativeSettings.get(setting.key))?.value)
}

/** Live; undefined while loading, too. */
export const useCooperativeSetting = <T>(setting: SettingOf<T>) =>
  useLiveQuery(() => readCooperativeSetting(setting), [setting.key])

/** @throws Problem `data.*` */
export async function saveCooperativeSetting<T>(act: ActOf, { key }: SettingOf<T>, value: T): Promise<void> {
  await putRecords(act, 'cooperativeSettings', [{ key, value }])
}

/** Live: a setting of this machine; undefined while loading, and when it is not set or malformed. */
export const useMachineSetting = <T>(setting: SettingOf<T>) =>
  useLiveQuery(async () => readSettingValue(setting, (await db.machineSettings.get(setting.key))?.value), [setting.key])

/** Nobody else is told of it. @throws Problem `data.invalid-record` or `data.write-failed` */
export async function saveMachineSetting<T>({ key }: SettingOf<T>, value: T): Promise<void> {
  checkRecord('machineSettings', { key, value })
  try {
    await db.machineSettings.put({ key, value })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
}
