/** What would be lost, or could not be kept: backups that failed or are old, and too little room. */
import { isLittle, type StorageRoom } from '#core/model/storageRoom'
import { isoDay } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import type { Attention } from './needsAttention'

export interface Safety {
  /** ISO time of the newest verified backup on disk whose time can be believed; null when there is none, undefined while not known. */
  newestBackupAt: string | null | undefined
  /** Why the newest copy of all could not be verified; null where it could, or nobody has tried. */
  unverified: string | null
  /** What the browser has left for the records; null while not known. */
  room: StorageRoom | null
}

const DAY_MS = 86_400_000
const BACKUP_DUE_DAYS = 7
const TO_BACKUPS = { label: 'Back up now', path: '/settings?tab=backups' }

export function safetyAttention({ newestBackupAt, unverified, room }: Safety, nowMs: number): Attention[] {
  return [...littleRoom(room), ...failedBackup(unverified), ...oldBackup(newestBackupAt, nowMs)]
}

function littleRoom(room: StorageRoom | null): Attention[] {
  if (!room || !isLittle(room)) return []
  return [
    {
      id: 'room',
      kind: 'room',
      title: 'Little room is left for the records',
      detail: `${numberText(Math.floor(room.available / 1_000_000))} MB: free some disk space`,
      action: { label: 'Look at it', path: '/settings?tab=backups' },
    },
  ]
}

function failedBackup(unverified: string | null): Attention[] {
  if (unverified === null) return []
  const title = 'The newest backup could not be verified'
  return [{ id: 'backup-failed', kind: 'backup', title, detail: unverified, action: TO_BACKUPS }]
}

function oldBackup(newestBackupAt: string | null | undefined, nowMs: number): Attention[] {
  if (newestBackupAt === undefined) return []
  if (newestBackupAt === null) {
    const detail = 'These records exist only in this window’s storage'
    return [{ id: 'backup', kind: 'backup', title: 'No backup yet', detail, action: TO_BACKUPS }]
  }
  const days = Math.floor((nowMs - Date.parse(newestBackupAt)) / DAY_MS)
  if (days < BACKUP_DUE_DAYS) return []
  const title = `The newest backup is ${days} days old`
  return [{ id: 'backup', kind: 'backup', title, detail: isoDay(newestBackupAt), action: TO_BACKUPS }]
}
