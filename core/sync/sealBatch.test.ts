import { expect, test } from 'vitest'
import type { Operation } from '../records/operation'
import { BATCH_BYTES, OPERATIONS_PER_BATCH } from './batch'
import { readBatch } from './readBatch'
import { checkOperationSize, sealBatch } from './sealBatch'
import { signedBytes, verifySignature } from './signedDocument'
import { signerNamed } from './testing/signers'
import { operationsForBatch } from './travel/operationsForBatch'

const actor = 'a'.repeat(16)
const operation = (n: number, text = ''): Operation => ({
  actor,
  n,
  t: '019000000000-0000',
  table: 'sites',
  key: `k${n}`,
  set: { name: text },
  schemaV: 6,
})
const request = { cooperative: 'c'.repeat(64), actor, before: null }

test('[SY2] a batch is named by its hash and signed over everything else', async () => {
  const signer = signerNamed('ada')
  const { id, batch, text } = await sealBatch({ ...request, operations: [operation(1)] }, signer)
  expect(readBatch(text)).toEqual({ kind: 'whole', id, batch, text })
  expect(batch).toMatchObject({ format: 'commonmast-batch-v1', n: 1, prev: null, publicKey: signer.publicKey })
  expect(await verifySignature(batch.publicKey, signedBytes(batch), batch.signature)).toBe(true)
  const changed = { ...batch, operations: [operation(1, 'changed')] }
  expect(await verifySignature(batch.publicKey, signedBytes(changed), batch.signature)).toBe(false)
  const before = { n: 1, hash: id.hash, lastOperation: 1 }
  const second = await sealBatch({ ...request, before, operations: [operation(2)] }, signer)
  expect(second.batch).toMatchObject({ n: 2, prev: id.hash })
})

test('[SY3] a batch ends at 200 operations or at 256 KB, envelope and all', async () => {
  const many = Array.from({ length: 250 }, (_, at) => operation(at + 1))
  expect(operationsForBatch(many, null).operations).toHaveLength(OPERATIONS_PER_BATCH)
  const large = Array.from({ length: 20 }, (_, at) => operation(at + 1, 'ä'.repeat(8_000)))
  const { operations: taken } = operationsForBatch(large, null)
  expect(taken).toHaveLength(9)
  const { text } = await sealBatch({ ...request, operations: taken }, signerNamed('ada'))
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(BATCH_BYTES)
})

test('[SY6] an operation that fits into no batch is refused by the name of its record', () => {
  const large = { ...operation(1), unset: ['ä'.repeat(131_000)] }
  expect(operationsForBatch([large, operation(2)], null).operations).toEqual([])
  expect(() => checkOperationSize(large)).toThrow(
    expect.objectContaining({
      code: 'sync.operation-too-large',
      field: 'sites k1',
      message: expect.stringContaining('256 KB at once'),
    }),
  )
  expect(() => checkOperationSize({ ...operation(1), unset: ['x'.repeat(150_000)] })).not.toThrow()
  expect(() => checkOperationSize(operation(1, 'x'.repeat(1_000_000)))).not.toThrow()
})

test('[SY2] what could not be read back as it is is not sealed', async () => {
  const set = JSON.parse('{"__proto__":{"name":"x"}}') as Record<string, unknown>
  await expect(sealBatch({ ...request, operations: [{ ...operation(1), set }] }, signerNamed('ada'))).rejects.toThrow('invariant')
})
