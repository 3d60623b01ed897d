/**
 * Three months of one token for tests: a reserve, costs that come back, a pool, an agreement that shares what another gives it,
 * a member whose share is held and then paid, one who left it to another, an advance, and payments out of the reserve. Synthetic.
 */
import type { Terms } from '../../model/terms'
import { periodIdOf } from '../../rewards/period'
import { type SplitInput, type SplitMemberInput, splitByTerms } from '../../rewards/splitByTerms'
import type { SplitFileV3 } from '../../rewards/splitFileV3'

const ADA_ADDRESS = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const BO_ADDRESS = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
const FUND_ADDRESS = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const TOKEN = { symbol: 'WXM', decimals: 6 }

const AGREEMENTS: Terms[] = [
  {
    id: 'harbour',
    name: 'Harbour',
    scope: { kind: 'default' },
    from: null,
    to: null,
    dust: 'largest-remainder',
    stages: [
      { id: 'storm', kind: 'reserve', reserve: 'Storm damage', percent: '10', until: { baseUnits: '15000000' } },
      {
        id: 'mast',
        kind: 'until-recouped',
        to: { memberId: 'ada', role: 'investor' },
        upToPercent: '50',
        cost: { fiat: '150', currency: 'EUR' },
      },
      { id: 'pool', kind: 'pool', percent: '20', by: 'contribution', memberIds: ['bo', 'cy', 'di'] },
      {
        id: 'rest',
        kind: 'remainder',
        shares: [
          { memberId: 'bo', role: 'host', parts: '2' },
          { memberId: 'cy', role: 'host', parts: '1' },
          { agreementId: 'fund', parts: '1' },
        ],
      },
    ],
  },
  {
    id: 'fund',
    name: 'Mast fund',
    scope: { kind: 'fed' },
    from: null,
    to: null,
    dust: 'carry-forward',
    stages: [
      {
        id: 'shares',
        kind: 'remainder',
        shares: [
          { memberId: 'fund', percent: '66.666667' },
          { memberId: 'ada', percent: '33.333333' },
        ],
      },
    ],
  },
]

const membersAtEvm = (cyAddress: string | null): SplitMemberInput[] => [
  { id: 'ada', name: 'Ada', address: ADA_ADDRESS },
  { id: 'bo', name: 'Bo', address: BO_ADDRESS },
  { id: 'cy', name: 'Cy', address: cyAddress },
  {
    id: 'di',
    name: 'Di',
    address: null,
    standing: {
      kind: 'left',
      afterwards: { kind: 'to-member', memberId: 'bo', from: '2026-02-15T00:00:00.000Z' },
    },
  },
  { id: 'fund', name: 'Fund', address: FUND_ADDRESS },
]

/** @param addressOf where a member who has an address has it; on an EVM chain unless told otherwise */
export function exampleSplits(addressOf: (memberId: string, evmAddress: string) => string = (_, evm) => evm): SplitFileV3[] {
  const members = (cyAddress: string | null) =>
    membersAtEvm(cyAddress).map((member) => ({ ...member, address: member.address && addressOf(member.id, member.address) }))
  const splits: SplitFileV3[] = []
  const add = (month: number, name: string, amounts: bigint[], given: Partial<SplitInput>) => {
    const dates = {
      start: new Date(Date.UTC(2026, month, 1)).toISOString(),
      end: new Date(Date.UTC(2026, month + 1, 1)).toISOString(),
    }
    const last = splits.at(-1)
    const facts = { network: 'weatherxm', payer: '' }
    splits.push(
      splitByTerms({
        period: {
          id: periodIdOf({ ...facts, tokenSymbol: TOKEN.symbol, dates }),
          name,
          ...facts,
          ...dates,
          sourceFile: 'rewards.csv',
          corrects: [],
        },
        token: TOKEN,
        rewards: amounts.map((amountBaseUnits, at) => ({
          hotspotKey: `mast-${at + 1}`,
          name: '',
          groups: [],
          amountBaseUnits,
        })),
        members: members(null),
        agreements: AGREEMENTS,
        prices: [{ currency: 'EUR', price: '2.5', source: 'exchange', at: dates.end }],
        measures: { hotspots: [], contributions: ['bo', 'cy', 'di'].map((memberId, at) => ({ memberId, weight: `${at + 3}` })) },
        previous: last ? [{ periodId: last.period.id, name: last.period.name, contentSha256: last.contentSha256 }] : [],
        opening: last?.closing ?? null,
        ...given,
      }),
    )
  }
  add(0, 'January', [60_000_000n, 40_000_000n], {})
  add(1, 'February', [50_000_001n, 49_999_999n, 7n], {
    members: members(FUND_ADDRESS),
    minimumPayoutBaseUnits: 9_000_000n,
    entries: [
      { kind: 'advance', memberId: 'bo', baseUnits: '3000000', at: '2026-02-20T10:00:00.000Z', reference: 'cash' },
      { kind: 'advance', memberId: 'fund', baseUnits: '900000', at: '2026-03-02T10:00:00.000Z', reference: 'cheque' },
    ],
  })
  add(2, 'March', [10_000_003n, 20_000_000n], {
    members: members(FUND_ADDRESS),
    entries: [{ kind: 'from-reserve', reserve: 'Storm damage', memberId: 'bo', baseUnits: '1250000', reason: 'mast 2' }],
  })
  return splits
}
