/**
 * Whether the records that are here are those that main remembers. Until that is known nothing is put back from the journal, and
 * what is found is decided by a person (SPEC.md, [BR14] and [BR15]).
 */
import { create } from 'zustand'
import type { RecordsStanding } from '#core/records/backup/recordsMark'
import { consoleClient } from '../../platform/consoleClient'
import type { CommonmastDatabase } from '../records/database'
import { leaveActor } from '../records/leaveActor'
import { db } from '../records/openRecords'
import { seeRecords } from './seeRecords'
import { watchRecords } from './watchRecords'

/** Null while main has not said it. */
export const useRecordsStanding = create<{ standing: RecordsStanding | null }>(() => ({ standing: null }))

/** What a person has to decide about. */
export type LostRecords = Exclude<RecordsStanding, { kind: 'as-known' }>

/** What is wrong with the records that are here; null where nothing is known to be. */
export function lostRecords(): LostRecords | null {
  const { standing } = useRecordsStanding.getState()
  return standing === null || standing.kind === 'as-known' ? null : standing
}

/** As they were when the window opened: what is written into an emptied database since makes it no other. */
let asOpened: ReturnType<typeof seeRecords> | null = null
let comparing: Promise<void> | null = null

/** Compares once for each window, and from then on tells main of what is written. @throws Problem of the call; ask again then */
export function compareRecords(records: CommonmastDatabase = db): Promise<void> {
  comparing ??= compare(records).catch((thrown: unknown) => {
    comparing = null
    throw thrown
  })
  return comparing
}

async function compare(records: CommonmastDatabase): Promise<void> {
  asOpened ??= seeRecords(records)
  const standing = await consoleClient.call('records.compare', await asOpened)
  useRecordsStanding.setState({ standing })
  if (standing.kind === 'as-known') watchRecords(records, (found) => useRecordsStanding.setState({ standing: found }))
}

/** A person goes on without the records that were here. @throws Problem of the call */
export async function beginAnew(): Promise<void> {
  await consoleClient.call('records.beginAnew', {})
}

let hasLeft = false

/** Before an old copy is written into, whether it is gone on with or a backup is restored over it; once is enough. */
export async function leaveOldCopy(records: CommonmastDatabase = db): Promise<void> {
  if (hasLeft || lostRecords()?.kind !== 'older') return
  await leaveActor(records)
  hasLeft = true
}
