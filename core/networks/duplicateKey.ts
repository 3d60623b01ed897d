import type { FileProblem } from '../files/fileProblem'

/** A key as the file writes it, and where. */
export interface WrittenKey {
  written: string
  line: number
}

/** The problem of a row whose device came earlier in the file, perhaps in another spelling. */
export function duplicateKey(written: string, field: string, line: number, first: WrittenKey): FileProblem {
  const same = written === first.written ? 'is already' : `is the same device as "${clip(first.written)}"`
  return { line, field, message: `"${clip(written)}" ${same} on line ${first.line}: remove one of the two rows.` }
}

function clip(key: string): string {
  return key.slice(0, 60)
}
