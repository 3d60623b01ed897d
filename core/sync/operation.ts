/**
 * One change of one record, as it waits in the outbox to be sealed and synced. Batches are sealed later;
 * an operation is complete in itself, so the log alone rebuilds the record.
 */
export type OperationKind =
  /** Append-only: put if absent. */
  | 'fact'
  /** Last writer wins, field by field. */
  | 'set'
  /** Multi-value register: concurrent versions are all kept until a person resolves them. */
  | 'mv'

export interface Operation {
  /** Hybrid clock reading; one per transaction. */
  t: string
  kind: OperationKind
  table: string
  key: string
  /** The fields written, or null for a deletion. */
  patch: Record<string, unknown> | null
  schemaV: number
}
