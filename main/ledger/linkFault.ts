/**
 * The first thing that went wrong on one connection. Ledger's kit answers a refusal by sending again, and reports how that
 * ended; what counts is what the device or its line said first.
 */
export interface LinkFaults {
  /** Only the first one is kept. */
  note(fault: unknown): void
  first(): unknown
}

export function createLinkFaults(): LinkFaults {
  let kept: unknown
  return {
    note(fault) {
      kept ??= fault
    },
    first: () => kept,
  }
}
