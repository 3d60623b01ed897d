/** A worked example as a picture shows it: the largest receivers of each stage by name, the rest joined. Base units. */
import type { Payee } from '#core/agreements/evaluateTerms'
import { UNKNOWN_CREW } from '#core/agreements/exampleCrew'
import type { ExampleStage, WorkedExample } from '#core/agreements/workedExample'
import { compareBigints, sumBaseUnits } from '#core/model/money'
import type { ShareRole } from '#core/model/terms'
import { countText } from '#core/words/countText'

export interface ReceiverRow {
  key: string
  label: string
  amountBaseUnits: bigint
}

export interface ExampleNames {
  members: ReadonlyMap<string, string>
  agreements: ReadonlyMap<string, string>
}

const SHOWN = 8

/** @returns at most nine rows; together what the stage gives, and what of it does not divide */
export function stageRows({ allotments, dustBaseUnits }: ExampleStage, names: ExampleNames): ReceiverRow[] {
  const rows = allotments.map(({ to, role, amountBaseUnits }) => ({
    key: `${keyOf(to)}\n${role ?? ''}`,
    label: payeeText(to, role, names),
    amountBaseUnits,
  }))
  return [
    ...joined(rows),
    ...(dustBaseUnits === 0n ? [] : [{ key: 'dust', label: 'Does not divide', amountBaseUnits: dustBaseUnits }]),
  ]
}

/** What each gets of all stages, the largest first; agreements that share it on and reserves among them. */
export function receiverTotals({ stages }: WorkedExample, names: ExampleNames): ReceiverRow[] {
  const totals = new Map<string, ReceiverRow>()
  for (const { to, amountBaseUnits } of stages.flatMap(({ allotments }) => allotments)) {
    const row = totals.get(keyOf(to)) ?? { key: keyOf(to), label: payeeText(to, null, names), amountBaseUnits: 0n }
    totals.set(row.key, { ...row, amountBaseUnits: row.amountBaseUnits + amountBaseUnits })
  }
  return joined(largestFirst([...totals.values()]))
}

function joined(rows: ReceiverRow[]): ReceiverRow[] {
  // One more is named too: "1 other" would say less in the same room.
  if (rows.length <= SHOWN + 1) return rows
  const named = new Set(largestFirst(rows).slice(0, SHOWN))
  const others = rows.filter((row) => !named.has(row))
  return [
    ...rows.filter((row) => named.has(row)),
    {
      key: 'others',
      label: countText(others.length, 'other'),
      amountBaseUnits: sumBaseUnits(others.map((row) => row.amountBaseUnits)),
    },
  ]
}

function largestFirst(rows: readonly ReceiverRow[]): ReceiverRow[] {
  return [...rows].sort((one, other) => compareBigints(other.amountBaseUnits, one.amountBaseUnits))
}

function payeeText({ kind, id }: Payee, role: ShareRole | null, { members, agreements }: ExampleNames): string {
  if (kind === 'reserve') return `Reserve ${id}`
  if (kind === 'agreement') return `Agreement ${agreements.get(id) ?? id}`
  if (id === UNKNOWN_CREW.host) return 'Host of the hotspot'
  if (id === UNKNOWN_CREW.installer) return 'Installer of the hotspot'
  const name = members.get(id) ?? id
  return role ? `${name} as ${role}` : name
}

/** Share of a whole in percent for a picture; the amounts beside it are exact. */
export function widthPercent(part: bigint, whole: bigint): number {
  if (whole <= 0n || part <= 0n) return 0
  return Math.min(100, Number((part * 10_000n) / whole) / 100)
}

const keyOf = ({ kind, id }: Payee) => `${kind}:${id}`
