/**
 * Folding 100,000 parsed operations of two laptops, half of which write what the other half wrote as well, against a plain
 * loop that assigns their fields to objects in a Map and settles no conflict.
 */
import { applyOperations } from '#core/records/applyOperations'
import { type Operation, SCHEMA_VERSION } from '#core/records/operation'
import { mergePlans } from '#core/records/recordTables'
import { type BenchRow, benchRow, medianMs } from './benchRow'

const RECORDS = 50_000
const RUNS = 7
/** An act of a person changes so many records at once. */
const PER_ACT = 100

/** @throws Error when a record is not as both laptops' operations leave it: a fast wrong answer is no answer. */
export async function foldBench(): Promise<BenchRow> {
  const operations = [...imported(), ...changed()]
  let folded: ReturnType<typeof applyOperations> | null = null
  const measured = await medianMs(RUNS, () => {
    folded = applyOperations(mergePlans, new Map(), operations)
  })
  const reference = await medianMs(RUNS, () => assign(operations))
  check(folded)
  return benchRow(
    'fold of 100k operations, half conflicting, against plain assignment',
    '<=4',
    measured,
    reference,
    measured / reference,
  )
}

/** What one laptop imported, in one transaction. */
function imported(): Operation[] {
  return Array.from({ length: RECORDS }, (_, row) => ({
    ...{ actor: 'laptop-a', n: row + 1, t: readingAt(1_000_000), schemaV: SCHEMA_VERSION },
    ...{ table: 'hotspots', key: keyOf(row) },
    set: {
      ...{ name: `Hotspot ${row}`, network: 'helium', owner: `owner ${row % 500}` },
      ...{ lat: 25 + (row % 500) * 0.04, lng: -120 + row * 0.0002, h3: '8c2a1072b59ffff', place: `City ${row % 300}` },
      ...{ groups: { add: [] }, importId: 'import', createdAt: '2026-11-01', updatedAt: '2026-11-01' },
    },
  }))
}

/** What the other did to the same records, every other act of it before the import and the rest after. */
function changed(): Operation[] {
  return Array.from({ length: RECORDS }, (_, row) => ({
    ...{ actor: 'laptop-b', n: row + 1, t: readingAt(isLater(row) ? 2_000_000 + row : row), schemaV: SCHEMA_VERSION },
    ...{ table: 'hotspots', key: keyOf(row) },
    set: { name: `Roof ${row}`, place: 'Harbour', updatedAt: '2026-11-02' },
  }))
}

function isLater(row: number): boolean {
  return Math.floor(row / PER_ACT) % 2 === 0
}

function keyOf(row: number): string {
  return `helium:${String(row).padStart(8, '0')}`
}

/** One reading for each act. */
function readingAt(ms: number): string {
  return `${(ms - (ms % PER_ACT)).toString(16).padStart(12, '0')}-0000`
}

function assign(operations: readonly Operation[]): Map<string, Record<string, unknown>> {
  const records = new Map<string, Record<string, unknown>>()
  for (const { key, set } of operations) {
    let record = records.get(key)
    if (record === undefined) {
      record = { id: key }
      records.set(key, record)
    }
    for (const field in set) record[field] = set[field]
  }
  return records
}

function check(folded: ReturnType<typeof applyOperations> | null): void {
  const states = folded?.changed.get('hotspots')
  if (states?.size !== RECORDS || folded?.refused.length !== 0) throw new Error('Not every record was folded')
  for (let row = 0; row < RECORDS; row++) {
    const name = states.get(keyOf(row))?.fields.name
    if (name !== (isLater(row) ? `Roof ${row}` : `Hotspot ${row}`)) throw new Error(`Record ${row} is called ${String(name)}`)
  }
}
