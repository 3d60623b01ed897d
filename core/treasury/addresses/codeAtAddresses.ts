/** At which addresses code lies, as snapshots of the chain tell it. SPEC.md, rule [AD11]. */
/** By address in small letters: whether code lies there. What no snapshot tells of is missing. */
export type CodeAtAddresses = ReadonlyMap<string, boolean>

/** An address is the same on every chain; where it is a contract on one of them, it is one here. */
export function codeAtAddresses(told: readonly { address: string; isContract: boolean }[]): CodeAtAddresses {
  const found = new Map<string, boolean>()
  for (const { address, isContract } of told) {
    const key = address.toLowerCase()
    found.set(key, isContract || found.get(key) === true)
  }
  return found
}

/** Null while nobody has looked. */
export function isContractAt(code: CodeAtAddresses, address: string): boolean | null {
  return code.get(address.toLowerCase()) ?? null
}

export interface LookedAtPayees<P> {
  /** Payees that are contracts: one may be a wallet that can take the token, such as a Safe, and another loses it. */
  contracts: P[]
  /** Payees of which no snapshot tells. */
  unknown: P[]
}

export function lookAtPayees<P extends { address: string }>(payees: readonly P[], code: CodeAtAddresses): LookedAtPayees<P> {
  return {
    contracts: payees.filter(({ address }) => isContractAt(code, address) === true),
    unknown: payees.filter(({ address }) => isContractAt(code, address) === null),
  }
}
