/** What the old program did in one transaction, as the acts that can be taken back. */
import type { Change } from '../operation'
import type { LegacyOperation } from './legacyLog'

/** @returns the changes that write the acts; none for what nobody would look for */
export function legacyActs(transaction: readonly LegacyOperation[]): Change[] {
  return transaction.flatMap(({ table, key, patch }): Change[] => {
    if (patch === null) return []
    if (table === 'imports') {
      const { fileName, status, updatedAt, createdAt } = patch
      if (status === 'undone') return [act(`undo:${key}`, 'undo', `Undone: Import of ${fileName}`, key, updatedAt)]
      return typeof fileName === 'string' ? [act(key, 'import', `Import of ${fileName}`, null, createdAt)] : []
    }
    if (table === 'provisionings' && typeof patch.deviceName === 'string') {
      return [act(`provisioning:${key}`, 'provisioning', `${patch.deviceName} put into service`, null, patch.createdAt)]
    }
    if (table === 'signatures') return [act(`signature:${key}`, 'payout', 'Payout signed', null, patch.createdAt)]
    return []
  })
}

function act(id: string, kind: string, title: string, undoes: string | null, createdAt: unknown): Change {
  return { table: 'acts', key: id, set: { kind, title, undoes, createdAt: String(createdAt) } }
}
