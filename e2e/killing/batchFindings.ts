/** What is not whole of the batches that a laptop holds and of those in a folder: findings in words, none where all is well. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchText, HeldBatch } from '#core/records/tables/syncTables'
import type { NamedBatch } from '#core/sync/batch'
import { readBatch } from '#core/sync/readBatch'
import { FLEET_KEY, FLEET_SIZE } from './killedFleet'
import type { RawRecords } from './recordsFindings'

/** All batches in a folder, whatever their files are called. */
export async function placedBatches(place: string): Promise<NamedBatch[]> {
  const files = await readdir(place, { recursive: true, withFileTypes: true })
  const texts = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8'))
  return (await Promise.all(texts)).map(readBatch).filter((read) => read.kind === 'whole')
}

/** Each actor's held batches count from 1 without a gap, each names the one before it, and its text is what its hash says. */
export function heldFindings({ heldBatches = [], batchTexts = [] }: RawRecords): string[] {
  const texts = new Map((batchTexts as BatchText[]).map(({ hash, text }) => [hash, text]))
  const before = new Map<string, HeldBatch>()
  const findings: string[] = []
  for (const held of (heldBatches as HeldBatch[]).toSorted((one, other) => one.n - other.n)) {
    const name = `batch ${held.n} of ${held.actor}`
    const last = before.get(held.actor)
    before.set(held.actor, held)
    if (held.n !== (last?.n ?? 0) + 1) findings.push(`${name} follows ${last?.n ?? 'nothing'}`)
    const read = readBatch(texts.get(held.hash) ?? '')
    if (read.kind !== 'whole' || read.id.hash !== held.hash) findings.push(`${name} has no text of its hash`)
    else if (read.batch.prev !== (last?.hash ?? null)) findings.push(`${name} does not name the one before it`)
  }
  return findings
}

/** The laptop holds what is in the folder, and the folder what the laptop holds. */
export function placedFindings({ heldBatches = [] }: RawRecords, placed: readonly NamedBatch[]): string[] {
  const name = ({ actor, n, hash }: NamedBatch['id']) => `batch ${n} of ${actor}, ${hash}`
  const here = new Set((heldBatches as HeldBatch[]).map(name))
  const there = new Set(placed.map(({ id }) => name(id)))
  return [
    ...[...here].filter((one) => !there.has(one)).map((one) => `${one} is not in the folder`),
    ...[...there].filter((one) => !here.has(one)).map((one) => `${one} is in the folder alone`),
  ]
}

/** Every hotspot of the fleet is in a batch in the folder. */
export function placedFleetFindings(placed: readonly NamedBatch[]): string[] {
  const operations = placed.flatMap(({ batch }) => batch.operations)
  const keys = new Set(
    operations.filter(({ table, key }) => table === 'hotspots' && key.includes(FLEET_KEY)).map(({ key }) => key),
  )
  return keys.size === FLEET_SIZE ? [] : [`${keys.size} hotspots of ${FLEET_SIZE} are in the folder`]
}
