/** A treasury as its form shows it. */
import type { TypedTreasury } from '#core/treasury/accounts/checkTreasury'
import type { ChainRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'

const NO_SIGNER = { address: '', name: '', derivationPath: '' }

export function emptyTreasury(chains: readonly Pick<ChainRecord, 'id'>[]): TypedTreasury {
  return {
    kind: 'account',
    name: '',
    chain: chains.length === 1 ? (chains[0]?.id ?? '') : '',
    address: '',
    signers: [NO_SIGNER],
    version: '1.4.1',
    threshold: '1',
    multiSendCallOnly: '',
    distributors: [],
  }
}

export function typedTreasury({ name, facts, signers, distributors }: TreasuryRecord): TypedTreasury {
  const { kind, chain, address } = facts
  const isSafe = facts.kind === 'safe'
  return {
    ...emptyTreasury([]),
    kind,
    name,
    chain,
    address,
    signers: signers.length > 0 ? [...signers] : [NO_SIGNER],
    distributors: [...distributors],
    ...(isSafe && {
      version: facts.version,
      threshold: String(facts.threshold),
      multiSendCallOnly: facts.multiSendCallOnly,
    }),
  }
}
