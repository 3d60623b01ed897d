import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleSplit, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { type AgreementFacts, termsOf } from '#core/rewards/termsOf'
import { buildSplitFlow, type SplitFlow } from './splitFlow'

const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const into = (flow: SplitFlow, id: string) => sum(flow.links.filter((link) => link.to === id).map((link) => link.amountBaseUnits))
const outOf = (flow: SplitFlow, id: string) =>
  sum(flow.links.filter((link) => link.from === id).map((link) => link.amountBaseUnits))

describe('buildSplitFlow', () => {
  it('keeps every base unit, in every column, however many members and agreements are joined', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (amounts, addresses, groups, topMembers, topAgreements) => {
          const split = generatedSplit(amounts, addresses, groups)
          const flow = buildSplitFlow(split, topMembers, topAgreements)
          const total = BigInt(split.totals.totalBaseUnits)
          for (const kind of ['period', 'agreement', 'member'] as const) {
            expect(sum(flow.nodes.filter((node) => node.kind === kind).map((node) => node.amountBaseUnits))).toBe(total)
          }
          for (const node of flow.nodes) {
            if (node.kind !== 'period') expect(into(flow, node.id)).toBe(node.amountBaseUnits)
            if (node.kind !== 'member') expect(outOf(flow, node.id)).toBe(node.amountBaseUnits)
          }
          const held = flow.nodes.filter((node) => node.status === 'held')
          expect(sum(held.map((node) => node.amountBaseUnits))).toBe(BigInt(split.totals.heldBaseUnits))
        },
      ),
    )
  })

  it('names members and agreements, largest first, and says what is held', () => {
    const flow = buildSplitFlow(exampleSplit())
    expect(flow.nodes.filter((node) => node.kind === 'agreement').map((node) => node.label)).toEqual([
      'North',
      'Roof',
      'Everyone',
    ])
    expect(flow.nodes.find((node) => node.label === 'Cy')?.status).toBe('held')
    expect(flow.nodes[0]?.label).toBe('First week')
  })

  it('joins what is beyond the limit, and still knows who is in it', () => {
    const flow = buildSplitFlow(exampleSplit(), 1)
    const others = flow.nodes.filter((node) => node.id.startsWith('members:'))
    expect(others.flatMap((node) => node.members).sort()).toEqual(['ada', 'bo', 'cy'])
  })
})

const ADDRESSES = ['0xC347B7Ade2b3b833C08e431C65463Aada34107B5', '0xB298394f965D5C1c55126882103E7b43B8f02F0D']

function generatedSplit(amounts: bigint[], addresses: boolean[], groups: number) {
  const members = addresses.map((has, at) => ({
    id: `m${at}`,
    name: `Member ${at}`,
    address: has ? (ADDRESSES[at % 2] ?? null) : null,
  }))
  const shares = members.map(({ id }, at) => ({ memberId: id, percent: at === 0 ? '100' : '0' }))
  const even = members.map(({ id }, at) => ({ memberId: id, percent: evenPercent(members.length, at) }))
  return splitByTerms({
    period: { ...exampleSplitInput().period, id: 'e', name: 'E' },
    token: { symbol: 'T', decimals: 6 },
    rewards: amounts.map((amountBaseUnits, at) => ({
      hotspotKey: `h${at}`,
      name: '',
      groups: [`g${at % groups}`],
      amountBaseUnits,
    })),
    members,
    agreements: [
      { id: 'default', name: 'Default', scope: { kind: 'default' }, shares },
      ...Array.from({ length: groups - 1 }, (_, at) => ({
        id: `a${at}`,
        name: `A ${at}`,
        scope: { kind: 'group' as const, group: `g${at}` },
        shares: even,
      })),
    ].map((agreement) => termsOf(agreement as AgreementFacts)),
  })
}

function evenPercent(count: number, at: number): string {
  const each = Math.floor(100 / count)
  return String(at === 0 ? 100 - each * (count - 1) : each)
}
