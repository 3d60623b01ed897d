/** What is not whole of records that were read from the browser's own stores: findings in words, none where all is well. */
import { canonicalJson } from '#core/model/canonicalJson'
import { applyOperations } from '#core/records/applyOperations'
import { isShown } from '#core/records/isShown'
import type { Operation } from '#core/records/operation'
import { unpackOperations } from '#core/records/packOperations'
import { type Row, rowOf } from '#core/records/recordState'
import { mergePlans, recordTables, SHARED_TABLES } from '#core/records/recordTables'
import type { LogEntry, Shadow } from '#core/records/tables/localTables'

export type RawRecords = Record<string, unknown[]>

export function recordsFindings(records: RawRecords): string[] {
  const operations = logOf(records)
  return [...numberFindings(operations, records), ...actFindings(operations), ...foldFindings(operations, records)]
}

function logOf({ operations = [] }: RawRecords): Operation[] {
  return (operations as LogEntry[]).flatMap((entry) => (entry.packed ? unpackOperations(entry.packed) : entry.operations))
}

/** Each actor counts from 1 without a gap, and this one has made as many as it remembers. */
function numberFindings(operations: readonly Operation[], { meta = [] }: RawRecords): string[] {
  const byActor = new Map<string, number[]>()
  for (const { actor, n } of operations) byActor.set(actor, [...(byActor.get(actor) ?? []), n])
  const findings: string[] = []
  for (const [actor, numbers] of byActor) {
    const sorted = numbers.sort((one, other) => one - other)
    const wrong = sorted.findIndex((n, at) => n !== at + 1)
    if (wrong >= 0) findings.push(`${actor}: number ${sorted[wrong]} stands where ${wrong + 1} should`)
  }
  const kernel = (meta as { key: string; value: { actor: string; made: number } }[]).find(({ key }) => key === 'kernel')?.value
  const made = byActor.get(kernel?.actor ?? '')?.length ?? 0
  if (kernel && kernel.made !== made) findings.push(`${kernel.actor} remembers ${kernel.made} operations and the log has ${made}`)
  return findings
}

/** Each transaction says what a person did; a recovery file alone, which does nothing but grant, says its grants without that. */
function actFindings(operations: readonly Operation[]): string[] {
  const acting = new Set(operations.filter(({ table }) => table !== 'accessGrants').map(({ actor }) => actor))
  const stamps = new Set(operations.filter(({ actor }) => acting.has(actor)).map(({ t, actor }) => `${t}@${actor}`))
  for (const { t, actor, table } of operations) if (table === 'acts') stamps.delete(`${t}@${actor}`)
  return [...stamps].map((stamp) => `the transaction ${stamp} has no act`)
}

/** The tables, and what is not shown beside them, are what the log gives when it is folded from its beginning. */
function foldFindings(operations: readonly Operation[], records: RawRecords): string[] {
  const { changed } = applyOperations(mergePlans, new Map(), operations)
  const hidden: string[] = []
  const findings: string[] = []
  for (const name of SHARED_TABLES) {
    const plan = mergePlans.get(name)
    const { keyField } = recordTables[name]
    const there = new Map((records[name] as Row[]).map((row) => [String(row[keyField]), textOf(row)]))
    for (const [key, state] of changed.get(name) ?? []) {
      if (!plan || !isShown(plan, state)) hidden.push(textOf({ table: name, key, row: rowOf(state) }))
      else {
        if (there.get(key) !== textOf(rowOf(state))) findings.push(`${name} ${key} is not what the log says`)
        there.delete(key)
      }
    }
    for (const key of there.keys()) findings.push(`${name} ${key} is not in the log`)
  }
  const shadows = (records.shadows as Shadow[]).map(({ table, key, row }) => textOf({ table, key, row }))
  if (shadows.sort().join() !== hidden.sort().join()) findings.push('what is not shown is not what the log says')
  return findings
}

function textOf(value: object): string {
  return canonicalJson(value) ?? ''
}
