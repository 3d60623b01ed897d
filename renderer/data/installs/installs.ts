/** Installs as a person writes them down: who hosted a hotspot where, from when to when. SPEC.md, rules [IN1] and [IN4]. */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'
import { checkInstalls, installsOfHotspot } from './ofHotspot'

export type InstallFields = Pick<InstallRecord, 'hostId' | 'installerId' | 'place' | 'cell' | 'from' | 'to'>

type Named = Pick<Hotspot, 'id' | 'name'>

/** @throws Problem `install.ends-before-start`, `install.overlap` or `data.*` */
export async function addInstall(hotspot: Named, fields: InstallFields): Promise<void> {
  const act = { kind: 'install', title: `Install of ${hotspot.name} added` }
  await transact(db, act, ['installs'], async (records) => {
    const added = newInstall(hotspot.id, fields, { kind: 'hand' })
    checkInstalls([...(await installsOfHotspot(db, hotspot.id)), added])
    await records.put('installs', added)
  })
}

/** Writes what was changed of an install since it was opened. @throws Problem as `addInstall`, or `data.not-found` */
export async function changeInstall(hotspot: Named, opened: InstallRecord, edited: Partial<InstallFields>): Promise<void> {
  const act = { kind: 'install', title: `Install of ${hotspot.name} changed` }
  await transact(db, act, ['installs'], async (records) => {
    await records.revise('installs', opened, edited)
    await checkWith(records, hotspot.id, [opened.id])
  })
}

/**
 * Another host from an instant on, at the same place: the install ends, and the next begins.
 * @throws Problem `install.not-then` where it did not stand there then, or as `addInstall`
 */
export async function changeHost(hotspot: Named, opened: InstallRecord, hostId: string | null, from: string): Promise<void> {
  const act = { kind: 'install', title: `Host of ${hotspot.name} changed` }
  await transact(db, act, ['installs', 'members'], async (records) => {
    const now = await records.get('installs', opened.id)
    if (!now) throw new Problem('data.not-found', 'This install is no longer here: it may have been removed in another window.')
    if (from <= now.from || (now.to !== null && from >= now.to)) {
      const until = now.to === null ? '' : ` and ended on ${now.to.slice(0, 10)}`
      throw new Problem(
        'install.not-then',
        `This install began on ${now.from.slice(0, 10)}${until}: choose a day within it, or correct the install itself.`,
      )
    }
    await records.patch('installs', now.id, { to: from })
    const { installerId, place, cell, to } = now
    const next = newInstall(now.hotspotId, { hostId, installerId, place, cell, from, to }, { kind: 'hand' })
    await records.put('installs', next)
    await checkWith(records, hotspot.id, [now.id, next.id])
    await nameHost(records, hotspot, hostId)
  })
}

export async function removeInstall(hotspot: Named, { id }: Pick<InstallRecord, 'id'>): Promise<void> {
  const act = { kind: 'install', title: `Install of ${hotspot.name} removed` }
  await transact(db, act, ['installs'], (records) => records.remove('installs', [id]))
}

export function newInstall(hotspotId: string, fields: InstallFields, origin: InstallRecord['origin']): InstallRecord {
  const at = nowText()
  return { id: newId(), hotspotId, ...fields, origin, createdAt: at, updatedAt: at }
}

/** Holds the hotspot's installs against each other as this transaction leaves them. */
async function checkWith(records: RecordTransaction, hotspotId: string, written: readonly string[]): Promise<void> {
  const others = (await installsOfHotspot(db, hotspotId)).filter(({ id }) => !written.includes(id))
  const now = [...(await records.readAll('installs', written)).values()]
  checkInstalls([...others, ...now])
}

async function nameHost(records: RecordTransaction, hotspot: Named, hostId: string | null): Promise<void> {
  const host = hostId === null ? undefined : await records.get('members', hostId)
  records.nameAct(`Host of ${hotspot.name} changed to ${host?.name ?? 'nobody known'}`)
}
