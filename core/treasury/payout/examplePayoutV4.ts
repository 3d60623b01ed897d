/** Payouts of version 4 for tests, over small splits: of a Safe with three owners, of accounts, and with a distributor. Synthetic. */
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { exampleSplitInput } from '../../rewards/exampleSplit'
import { splitByTerms } from '../../rewards/splitByTerms'
import type { SplitFileV3 } from '../../rewards/splitFileV3'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'
import type { TransactionSettings } from './payoutParts'
import { type PayoutInputV4, preparePayoutV4 } from './preparePayoutV4'

export const KEYS = [1, 2, 3, 4].map((byte): Hex => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`)
export const ACCOUNTS = KEYS.map((key) => privateKeyToAccount(key))
const OWNERS = ACCOUNTS.slice(0, 3).map(({ address }) => address)

export const SAFE_TREASURY: TreasuryFacts = {
  kind: 'safe',
  chain: 'eip155:31337',
  address: '0x2FC542CE3FC17f7961c513d53Edf388F0243B5Cc',
  version: '1.4.1',
  owners: OWNERS,
  threshold: 2,
  multiSendCallOnly: '0x9641d764fc13c8B624c04430C7356C1C7C8102e2',
}
export const ACCOUNT_TREASURY: TreasuryFacts = { kind: 'account', chain: 'eip155:31337', address: OWNERS[0] ?? '' }
export const TOKEN_FACTS: TokenFacts = {
  chain: 'eip155:31337',
  address: '0x1111111111111111111111111111111111111111',
  symbol: 'WXM',
  decimals: 6,
  codeHash: null,
}
export const DISTRIBUTOR = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
export const OTHER_DISTRIBUTOR = '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512'

export const SAFE_SETTINGS: TransactionSettings = { kind: 'safe', firstNonce: 7n }
export const ACCOUNT_SETTINGS: TransactionSettings = {
  kind: 'account',
  type: 'eip1559',
  firstNonce: 7,
  gasLimit: '90000',
  rootGasLimit: '160000',
  maxFeePerGasWei: '20000000000',
  maxPriorityFeePerGasWei: '1000000000',
}

interface WantedSplit {
  period?: string
  /** Base units that one more device was paid, so that no two periods have the same amounts. */
  amount?: bigint
  addresses?: Readonly<Record<string, string | null>>
  /** Members who are paid in money. */
  inMoney?: readonly string[]
}

export function splitOf({ period = 'january', amount = 500n, addresses = {}, inMoney = [] }: WantedSplit = {}): SplitFileV3 {
  const input = exampleSplitInput()
  return splitByTerms({
    ...input,
    period: { ...input.period, id: period, name: period },
    rewards: [...input.rewards, { hotspotKey: 'h9', name: 'Mast h9', groups: [], amountBaseUnits: amount }],
    members: input.members.map((member) => ({
      ...member,
      address: addresses[member.id] ?? member.address,
      ...(inMoney.includes(member.id) ? { paidBy: 'money' as const } : {}),
    })),
  })
}

/** A first payout by the Safe, unless told otherwise. */
export function inputOf(changes: Partial<PayoutInputV4> = {}): PayoutInputV4 {
  const isFirst = changes.previous === undefined && changes.replaces === undefined
  return {
    split: splitOf(),
    treasury: SAFE_TREASURY,
    token: TOKEN_FACTS,
    method: 'safe',
    settings: SAFE_SETTINGS,
    previous: [],
    ...(isFirst ? { first: true } : {}),
    ...changes,
  }
}

export function payoutOf(changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> {
  return preparePayoutV4(inputOf(changes))
}

export const BY_ACCOUNT = { treasury: ACCOUNT_TREASURY, method: 'transfers', settings: ACCOUNT_SETTINGS } as const
export const BY_ROOT = {
  treasury: ACCOUNT_TREASURY,
  method: 'merkle',
  settings: ACCOUNT_SETTINGS,
  distributor: { kind: 'cumulative', address: DISTRIBUTOR },
} as const
