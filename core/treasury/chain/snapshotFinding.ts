/** What speaks against signing or sending on the strength of a snapshot. */
export interface SnapshotFinding {
  code: string
  /** True: nothing is signed or sent. False: a person has to look and may go on. */
  refuses: boolean
  /** One sentence that says what to do. */
  message: string
}

export type Finder = (code: string, message: string) => void

/** A list with two ways to add to it. */
export function collectFindings(): { findings: SnapshotFinding[]; refuse: Finder; warn: Finder } {
  const findings: SnapshotFinding[] = []
  return {
    findings,
    refuse: (code, message) => findings.push({ code, refuses: true, message }),
    warn: (code, message) => findings.push({ code, refuses: false, message }),
  }
}
