/** What is known of a payout, whatever its version: enough to tell whether another may be signed beside it. */
import type { PayoutFile } from '../../payout/payoutFile'
import { rewardsDigest } from '../../payout/payoutPeriod'
import type { SignedPayout } from '../../payout/signedPayout'
import type { PeriodFacts } from '../../rewards/comparePeriod'
import { evmChainKey, isPracticeChain } from '../model/chainKey'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { nonceOf } from '../state/payoutSigners'

export interface AccountNonce {
  /** The Safe, or the account. */
  account: string
  nonce: string
}

export interface KnownMerkle {
  distributor: string
  root: string
  /** Null for the first root; undefined where an earlier version did not write it down. */
  previousRoot: string | null | undefined
  /** Null where only the root is known. */
  cumulativeByAddress: ReadonlyMap<string, bigint> | null
}

export interface KnownPayout {
  /** contentSha256 of version 4; of earlier ones the transaction's hash. */
  id: string
  /** Of its period, for sentences. */
  name: string
  practice: boolean
  chain: string
  /** Address undefined where it is not known; the whole null where not even the symbol is. */
  token: { symbol: string; decimals: number; address?: string | null } | null
  /** Null where it is not known. */
  period: { id: string; facts: PeriodFacts | null } | null
  rewardsSha256: string | null
  nonces: readonly AccountNonce[]
  /** Those of its nonces under which something was signed that the chain would still take. */
  openNonces: readonly AccountNonce[]
  merkle: KnownMerkle | null
  addressByMember: ReadonlyMap<string, string>
  /** The payout whose place it takes. */
  replaces: string | null
  /** Whether any of its transactions was signed by anybody. */
  isSigned: boolean
  /** It must not be sent any more. */
  isVoid: boolean
  isPaid: boolean
}

/** What became of a payout of version 4, as its moves say it. */
export interface PayoutStanding {
  isSigned: boolean
  isVoid: boolean
  isPaid: boolean
  /** Nonces (`nonceOf`) of its transactions that the chain has used up, for whatever. */
  usedNonces: readonly string[]
}

export function knownPayoutOf(payout: PayoutFileV4, { usedNonces, ...standing }: PayoutStanding): KnownPayout {
  const { contentSha256, treasury, token, periods, split, merkle, payees, replaces } = payout
  const facts = periods.at(-1) ?? null
  const nonces = noncesOf(payout)
  const open = payout.transactions.filter((transaction) => !usedNonces.includes(nonceOf(transaction)))
  return {
    id: contentSha256,
    name: facts?.name ?? contentSha256,
    practice: isPracticeChain(treasury.chain),
    chain: treasury.chain,
    token: { symbol: token.symbol, decimals: token.decimals, address: token.address },
    period: facts && { id: facts.id, facts },
    rewardsSha256: rewardsDigest(split),
    nonces,
    openNonces: standing.isSigned ? noncesOf({ treasury, transactions: open }) : [],
    merkle: merkle && {
      distributor: merkle.distributor,
      root: merkle.root,
      previousRoot: merkle.previousRoot,
      cumulativeByAddress: new Map(
        merkle.leaves.map(({ address, cumulativeBaseUnits }) => [address, BigInt(cumulativeBaseUnits)]),
      ),
    },
    addressByMember: addressByMember(payees),
    replaces: replaces?.payoutSha256 ?? null,
    ...standing,
  }
}

/**
 * A signed payout of versions 1 to 3.
 * @param file where it is kept; without it the journal's entry tells less
 */
export function knownEarlierPayout(signed: SignedPayout, file: PayoutFile | null): KnownPayout {
  const { transactionHash, chainId, contract, nonce, root, previousRoot, signer, period, periodFacts, token } = signed
  const chain = evmChainKey(chainId)
  const nonces = [{ account: signer, nonce: nonce.toString() }]
  return {
    id: transactionHash,
    name: period?.name ?? transactionHash,
    practice: isPracticeChain(chain),
    chain,
    token,
    period: period && { id: period.id, facts: periodFacts },
    rewardsSha256: signed.rewardsSha256,
    nonces,
    openNonces: nonces,
    merkle: {
      ...{ distributor: contract, root, previousRoot },
      cumulativeByAddress:
        file && new Map(file.payees.map(({ address, cumulativeBaseUnits }) => [address, BigInt(cumulativeBaseUnits)])),
    },
    addressByMember: addressByMember(file?.payees.filter(({ periodBaseUnits }) => periodBaseUnits !== '0') ?? []),
    replaces: null,
    ...{ isSigned: true, isVoid: false, isPaid: false },
  }
}

/** The nonces that a payout takes. Solana's are no numbers of an account's, and each is of its own account. */
export function noncesOf({ treasury, transactions }: Pick<PayoutFileV4, 'treasury' | 'transactions'>): AccountNonce[] {
  return transactions.map((transaction) => {
    const account = transaction.kind === 'solana' ? transaction.nonceAccount : treasury.address
    return { account, nonce: transaction.nonce.toString() }
  })
}

function addressByMember(payees: readonly { address: string; memberIds: readonly string[] }[]): Map<string, string> {
  return new Map(payees.flatMap(({ address, memberIds }) => memberIds.map((id): [string, string] => [id, address])))
}
