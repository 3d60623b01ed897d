/**
 * A period of 100,000 hotspots under an agreement of five stages that pays 10,000 hosts by their installs, evaluated and settled
 * with everything kept that explains it, against one pass over the same rows that adds a share of each stage to a sum.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { allotmentsByMember } from '#core/agreements/allotmentsByMember'
import { type AppliedPeriod, applyTerms } from '#core/agreements/applyTerms'
import { Books } from '#core/agreements/books'
import type { Install } from '#core/agreements/installs'
import { layStages } from '#core/agreements/layStages'
import { NO_MEASURES } from '#core/agreements/poolWeights'
import { type SettledMember, settleMembers } from '#core/agreements/settleMembers'
import type { Stage, Terms } from '#core/model/terms'
import { type BenchRow, benchRow, medianMs } from './benchRow'

const HOTSPOTS = 100_000
const MEMBERS = 10_000
const RUNS = 5
const EXPLAINED = 200
const DATES = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }

const STAGES: Stage[] = [
  { id: 'works', kind: 'percentage', shares: [{ memberId: 'm0', percent: '5' }] },
  { id: 'repairs', kind: 'reserve', reserve: 'Repairs', percent: '10' },
  {
    ...{ id: 'mast', kind: 'until-recouped', to: { memberId: 'm1' }, upToPercent: '80' },
    ...{ cost: { baseUnits: '500000000' } },
  } as Stage,
  { id: 'referrers', kind: 'percentage', shares: [{ memberId: 'm2', percent: '2.5' }] },
  {
    ...{ id: 'rest', kind: 'remainder' },
    shares: [
      { install: 'host', percent: '30' },
      { memberId: 'm3', percent: '70' },
    ],
  } as Stage,
]
const TERMS: Terms[] = [
  { id: 'all', name: 'All', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder', stages: STAGES },
]

interface Rows {
  rewards: { hotspotKey: string; name: string; groups: string[]; amountBaseUnits: bigint }[]
  installs: Install[]
}

interface Kept {
  period: AppliedPeriod
  byMember: ReturnType<typeof allotmentsByMember>
  settled: SettledMember[]
}

/** @throws Error when not every unit is somebody's: a fast wrong answer is no answer. */
export async function splitBench(): Promise<BenchRow[]> {
  const gc = collector()
  const empty = usedBytes(gc)
  const rows = inputRows()
  const inputBytes = usedBytes(gc) - empty
  const members = Array.from({ length: MEMBERS }, (_, at) => ({
    ...{ id: `m${at}`, name: `m${at}`, address: '0xC347B7Ade2b3b833C08e431C65463Aada34107B5' },
    standing: { kind: 'active' as const },
  }))
  const before = usedBytes(gc)
  let kept: Kept | null = split(rows, members)
  const keptBytes = usedBytes(gc) - before
  check(kept, rows)
  const measured = await medianMs(RUNS, () => {
    kept = null
    kept = split(rows, members)
  })
  const reference = await medianMs(RUNS, () => addUp(rows))
  const last = kept
  const explaining = await medianMs(RUNS, () => {
    for (let member = 0; member < EXPLAINED; member++) explain(last, `m${100 + member * 7}`)
  })
  const name = 'split of 100k hotspots by 5 stages to 10k members'
  return [
    benchRow(`${name}, against adding them up`, '<=5', measured, reference, measured / reference),
    benchRow(`${name}, memory against its rows`, '<=3', keptBytes / 2 ** 20, inputBytes / 2 ** 20, keptBytes / inputBytes, 'MB'),
    benchRow(
      `${name}, explained for one, in thousandths`,
      '<=1',
      explaining / EXPLAINED,
      measured,
      (explaining / EXPLAINED / measured) * 1000,
    ),
  ]
}

function inputRows(): Rows {
  const rewards = Array.from({ length: HOTSPOTS }, (_, at) => ({
    ...{ hotspotKey: keyOf(at), name: `Hotspot ${at}`, groups: [], amountBaseUnits: BigInt(1_000_000 + ((at * 7919) % 900_001)) },
  }))
  const installs = Array.from(
    { length: HOTSPOTS },
    (_, at): Install => ({
      ...{ id: `install-${at}`, hotspotKey: keyOf(at), hostId: `m${at % MEMBERS}`, installerId: null, place: null, cell: null },
      ...{ from: '2025-01-01T00:00:00.000Z', to: null },
    }),
  )
  return { rewards, installs }
}

function keyOf(at: number): string {
  return `eui-${at.toString(16).padStart(12, '0')}`
}

function split({ rewards, installs }: Rows, members: Parameters<typeof settleMembers>[0]['members']): Kept {
  const books = new Books()
  const period = applyTerms({
    ...{ token: { symbol: 'HNT', decimals: 8 }, network: 'helium', dates: DATES, rewards, terms: TERMS },
    ...{ installs, prices: [], measures: NO_MEASURES, books },
  })
  const byMember = allotmentsByMember(period.applied)
  const due = new Map<string, bigint>()
  for (const [id, all] of byMember)
    due.set(
      id,
      all.reduce((sum, { allotment }) => sum + allotment.amountBaseUnits, 0n),
    )
  const settled = settleMembers({ members, due, entries: [], minimumPayout: 0n, end: DATES.end, books })
  return { period, byMember, settled }
}

/** What every row brings, added for each stage to the sum of a member. */
function addUp({ rewards, installs }: Rows): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (let row = 0; row < rewards.length; row++) {
    const amount = rewards[row]?.amountBaseUnits ?? 0n
    for (let stage = 0; stage < STAGES.length; stage++) {
      const memberId = installs[(row + stage * 1237) % HOTSPOTS]?.hostId ?? ''
      sums.set(memberId, (sums.get(memberId) ?? 0n) + amount)
    }
  }
  return sums
}

/** From which stages of which agreement, and from which hotspots. */
function explain(kept: Kept | null, memberId: string): number {
  let shares = 0
  for (const { of } of kept?.byMember.get(memberId) ?? []) {
    const parts = of.parts.map((at) => kept?.period.parts[at])
    const laid = layStages(
      of,
      parts.map((part) => part?.amountBaseUnits ?? 0n),
      parts.map((part) => keyOf(part?.row ?? 0)),
    )
    shares += laid.filter(({ to }) => to.id === memberId).length
  }
  if (shares === 0) throw new Error(`Nothing is explained to ${memberId}`)
  return shares
}

function check(kept: Kept, { rewards }: Rows): void {
  const received = rewards.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
  const paid = kept.settled.reduce((sum, one) => sum + one.paid, 0n)
  const reserved = kept.period.applied
    .flatMap(({ stages }) => stages.flatMap(({ allotments }) => allotments))
    .reduce((sum, { to, amountBaseUnits }) => (to.kind === 'reserve' ? sum + amountBaseUnits : sum), 0n)
  if (paid + reserved !== received) throw new Error(`${received} came in, and ${paid} and ${reserved} went out`)
}

function usedBytes(gc: () => void): number {
  gc()
  return process.memoryUsage().heapUsed
}

function collector(): () => void {
  setFlagsFromString('--expose_gc')
  return runInNewContext('gc') as () => void
}
