/** What is wrong with one row of a backup. */
import type { z } from 'zod'

export interface BackupFault {
  table: string
  /** Of the row in its table, from 1. */
  record: number
  /** The field within the row; empty when the row as a whole is meant. */
  field: string
  message: string
  /** The record that it would be, where that can be told: whatever is here of it stays. */
  of: { table: string; key: string } | null
}

export function faultOf(table: string, at: number, issue: z.core.$ZodIssue, of: BackupFault['of']): BackupFault {
  return { table, record: at + 1, field: issue.path.join('.'), message: issue.message, of }
}

/** "record 3 of members (name: Invalid input)" */
export function faultText({ table, record, field, message }: Omit<BackupFault, 'of'>): string {
  return `record ${record} of ${table} (${field === '' ? '' : `${field}: `}${message})`
}
