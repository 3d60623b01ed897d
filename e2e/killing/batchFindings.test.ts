import { describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '#core/records/operation'
import { BATCH_FORMAT, type NamedBatch } from '#core/sync/batch'
import { readBatch } from '#core/sync/readBatch'
import { canonicalText } from '#core/sync/signedDocument'
import { heldFindings, placedFindings, placedFleetFindings } from './batchFindings'

const [ACTOR, HEX] = ['0123456789abcdef', 'a'.repeat(64)]

function batchOf(n: number, prev: string | null): NamedBatch {
  const operation = { actor: ACTOR, n, t: '018bcfe56800-0000', table: 'hotspots', key: `killed-${n}`, schemaV: SCHEMA_VERSION }
  const head = { format: BATCH_FORMAT, cooperative: HEX, actor: ACTOR, n, prev, operations: [operation] }
  const read = readBatch(canonicalText({ ...head, publicKey: HEX, signature: 'b'.repeat(128) }))
  if (read.kind !== 'whole') throw new Error(`It is ${read.kind}`)
  return read
}

function recordsOf(batches: readonly NamedBatch[]) {
  return { heldBatches: batches.map(({ id }) => id), batchTexts: batches.map(({ id, text }) => ({ hash: id.hash, text })) }
}

const first = batchOf(1, null)
const second = batchOf(2, first.id.hash)

describe('findings in batches after a kill', () => {
  it('has none where the chain is whole and the folder holds the same', () => {
    expect(heldFindings(recordsOf([second, first]))).toEqual([])
    expect(placedFindings(recordsOf([first, second]), [second, first])).toEqual([])
  })

  it('sees a gap, a text that is missing, and a batch that names another before it', () => {
    expect(heldFindings(recordsOf([second]))).toContain(`batch 2 of ${ACTOR} follows nothing`)
    expect(heldFindings({ ...recordsOf([first]), batchTexts: [] })).toEqual([`batch 1 of ${ACTOR} has no text of its hash`])
    expect(heldFindings(recordsOf([first, batchOf(2, HEX)]))).toEqual([`batch 2 of ${ACTOR} does not name the one before it`])
  })

  it('sees what is on one side alone, and a fleet of which a part is missing', () => {
    expect(placedFindings(recordsOf([first, second]), [first])).toEqual([
      `batch 2 of ${ACTOR}, ${second.id.hash} is not in the folder`,
    ])
    expect(placedFindings(recordsOf([first]), [first, second])).toEqual([
      `batch 2 of ${ACTOR}, ${second.id.hash} is in the folder alone`,
    ])
    expect(placedFleetFindings([first, second])).toEqual(['2 hotspots of 2500 are in the folder'])
  })
})
