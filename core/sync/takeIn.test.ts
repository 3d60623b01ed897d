import { expect, test } from 'vitest'
import type { Operation } from '../records/operation'
import { actorName } from './actorName'
import { type NamedBatch, reachedWith } from './batch'
import { readBatch } from './readBatch'
import { sealBatch } from './sealBatch'
import { canonicalText } from './signedDocument'
import { type HeldOfActor, takeIn } from './takeIn'
import { signerNamed } from './testing/signers'

const actor = actorName(signerNamed('ada').publicKey, 7)
const cooperative = 'c'.repeat(64)
const operation = (n: number, name = ''): Operation => ({
  actor,
  n,
  t: '019000000000-0000',
  table: 'sites',
  key: 'k',
  set: { name },
  schemaV: 6,
})
const seal = (before: NamedBatch | null, operations: Operation[], signer = 'ada', of = cooperative) =>
  sealBatch({ cooperative: of, actor, before: before && reachedWith(before), operations }, signerNamed(signer))
const first = await seal(null, [operation(1), operation(2)])
const second = await seal(first, [operation(3)])
const third = await seal(second, [operation(4)])
const key = signerNamed('ada').publicKey
const held: HeldOfActor = {
  reached: reachedWith(second),
  key,
  hashAt: async (n) => [first, second][n - 1]?.id.hash ?? null,
  isRefused: () => false,
  isNamed: () => true,
}
const nothing: HeldOfActor = { reached: null, key: null, hashAt: async () => null, isRefused: () => false, isNamed: () => true }
const otherSecond = await seal(first, [operation(3, 'other')])

function edited(batch: NamedBatch, change: object): NamedBatch {
  const read = readBatch(canonicalText({ ...batch.batch, ...change }))
  if (read.kind !== 'whole') throw new Error('The edited batch is not whole')
  return read
}

test.each<[what: string, verdict: string, batch: NamedBatch, known: HeldOfActor]>([
  ['the first of an actor', 'next', first, nothing],
  ['the one after what is held', 'next', third, held],
  ['one that is held', 'known', second, held],
  ['one before which another is missing', 'gap', third, nothing],
  ['another under a number that is held', 'fork', otherSecond, held],
  ['the one after another branch', 'broken-chain', await seal(otherSecond, [operation(4)]), held],
  [
    'the one after a branch that was set aside',
    'fork',
    await seal(otherSecond, [operation(4)]),
    { ...held, isRefused: (hash: string) => hash === otherSecond.id.hash },
  ],
  ['an edited one', 'forged', edited(third, { operations: [operation(4, 'edited')] }), held],
  ['one under another number', 'forged', edited(second, { n: 3 }), held],
  ['one with another key put in', 'forged', edited(third, { publicKey: signerNamed('eve').publicKey }), held],
  ['one that another key signed', 'other-key', await seal(second, [operation(4)], 'eve'), held],
  ['one whose operations leave out a number', 'broken-chain', await seal(second, [operation(5)]), held],
  ['one whose operations have a gap between them', 'broken-chain', await seal(second, [operation(4), operation(6)]), held],
  ['one with an operation of another actor', 'broken-chain', await seal(second, [{ ...operation(4), actor: 'b' }]), held],
  ['the first of an actor whose key nobody has named', 'not-admitted', first, { ...nothing, isNamed: () => false }],
  ['one of an actor that is held, whose key nobody names any more', 'next', third, { ...held, isNamed: () => false }],
  ['the first under the name of an actor of another key', 'other-key', await seal(null, [operation(1)], 'eve'), nothing],
  ['one of another cooperative', 'other-cooperative', await seal(second, [operation(4)], 'ada', 'd'.repeat(64)), held],
])('[SY7] [SY43] %s: %s', async (_what, verdict, batch, known) => {
  expect(await takeIn(batch, cooperative, known)).toBe(verdict)
})
