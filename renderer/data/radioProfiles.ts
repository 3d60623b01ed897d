/** Radio profiles as screens use them: the cooperative's own first, then those that come with the program. */

import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { standardProfiles } from '#core/coverage/profiles/standardProfiles'
import type { RadioProfile } from '#core/model/radioProfile'
import { deleteRecords, putRecords } from './commands/putRecords'
import { newId, nowText } from './records/newId'
import { db } from './records/openRecords'

const STANDARD_PREFIX = 'standard:'

/** Those that come with the program cannot be changed, only copied: their figures have a source. */
export const isStandardProfile = ({ id }: Pick<RadioProfile, 'id'>) => id.startsWith(STANDARD_PREFIX)

/** All profiles, or undefined while loading. */
export function useRadioProfiles(): RadioProfile[] | undefined {
  const own = useLiveQuery(() => db.radioProfiles.toArray())
  return useMemo(() => own && [...own.sort((a, b) => a.name.localeCompare(b.name, 'en')), ...standardProfiles], [own])
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

/** @throws Problem `data.invalid-record` naming the field, or those of the write. */
export async function saveRadioProfile(profile: RadioProfile): Promise<void> {
  await putRecords('radioProfiles', [{ ...profile, updatedAt: nowText() }])
}

/** Plans keep the figures they were made with, so nothing else changes. */
export async function removeRadioProfile(id: string): Promise<void> {
  await deleteRecords('radioProfiles', [id])
}
