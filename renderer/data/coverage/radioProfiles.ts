/** Radio profiles as screens use them: the cooperative's own first, then those that come with the program. */

import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { standardProfiles } from '#core/coverage/profiles/standardProfiles'
import type { RadioProfile } from '#core/model/radioProfile'
import { recordOf } from '#core/records/recordState'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

const STANDARD_PREFIX = 'standard:'

/** Those that come with the program cannot be changed, only copied: their figures have a source. */
export const isStandardProfile = ({ id }: Pick<RadioProfile, 'id'>) => id.startsWith(STANDARD_PREFIX)

/** All profiles, or undefined while loading. */
export function useRadioProfiles(): RadioProfile[] | undefined {
  const own = useLiveQuery(readOwnProfiles)
  return useMemo(() => own && [...own.sort((a, b) => a.name.localeCompare(b.name, 'en')), ...standardProfiles], [own])
}

/** The cooperative's own; plans and work orders take a profile into themselves, and only the profile. */
async function readOwnProfiles(): Promise<RadioProfile[]> {
  return (await db.radioProfiles.toArray()).map(recordOf)
}

/** A copy to be edited: the cooperative's own figures from today on. */
export function copyOfProfile(profile: RadioProfile): RadioProfile {
  const at = nowText()
  return {
    ...profile,
    id: newId(),
    name: `${profile.name} (copy)`,
    validFrom: at.slice(0, 10),
    source: `Copied from ${profile.name}`,
    createdAt: at,
    updatedAt: at,
  }
}

/**
 * Saves a profile that was edited, what was changed of it only, or a new one.
 * @param opened the profile as it was when it was opened; null for a new one
 * @throws Problem `data.invalid-record` naming the field, or those of the write.
 */
export async function saveRadioProfile(opened: RadioProfile | null, profile: RadioProfile): Promise<void> {
  const act = { kind: 'radio-profile', title: `Radio profile ${profile.name} ${opened ? 'changed' : 'added'}` }
  await transact(db, act, ['radioProfiles'], async (records) => {
    if (opened === null) return records.put('radioProfiles', profile)
    // Another model has no use for some figures of the one before: those go.
    const gone = Object.keys(recordOf(opened)).filter((field) => !Object.hasOwn(profile, field))
    const edited = { ...profile, ...Object.fromEntries(gone.map((field) => [field, undefined])) }
    await records.revise('radioProfiles', opened, edited)
  })
}

/** Plans keep the figures they were made with, so nothing else changes. */
export async function removeRadioProfile(id: string): Promise<void> {
  await transact(db, { kind: 'radio-profile', title: 'Radio profile removed' }, ['radioProfiles'], async (records) => {
    const profile = await records.get('radioProfiles', id)
    if (profile) records.nameAct(`Radio profile ${profile.name} removed`)
    await records.remove('radioProfiles', [id])
  })
}
