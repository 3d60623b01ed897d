import { expect, test } from 'vitest'
import type { Operation } from '../../records/operation'
import { mergePlans, personalPlans } from '../../records/recordTables'
import { namedGrant } from '../access/saidGrant'
import { actorName } from '../actorName'
import { type NamedBatch, reachedWith } from '../batch'
import { cooperativeId } from '../founding'
import { dataKeyOf } from '../keys/dataKey'
import { sealBatch } from '../sealBatch'
import type { DocumentSigner } from '../signedDocument'
import { verifySignature } from '../signedDocument'
import { exampleCooperative } from '../testing/exampleCooperative'
import { signerNamed } from '../testing/signers'
import { type Announcement, readSnapshot } from './readSnapshot'
import type { SnapshotContent } from './SnapshotStore'
import { sealSnapshot } from './sealSnapshot'
import type { BatchNames } from './snapshotFile'

const { founding } = await exampleCooperative()
const cooperative = cooperativeId(founding)
const at = '2026-11-30T12:00:00.000Z'
const [founder, ada] = [signerNamed('founder'), signerNamed('ada')]

type Said = Pick<Operation, 'table' | 'key' | 'set'>

/** Batches of one laptop, each with what it says. */
async function chain(signer: DocumentSigner, ...batches: Said[][]) {
  const actor = actorName(signer.publicKey, 1)
  const made: NamedBatch[] = []
  for (const said of batches) {
    const last = made.at(-1)
    const before = last ? reachedWith(last) : null
    const operations = said.map((each, index) => ({
      ...{ actor, n: (before?.lastOperation ?? 0) + index + 1, t: `01900000000${made.length}-0000`, schemaV: 7 },
      ...each,
    }))
    made.push(await sealBatch({ cooperative, actor, before, operations }, signer))
  }
  return made
}

function namesOf(batches: readonly NamedBatch[]): BatchNames {
  const [first] = batches
  return {
    actor: first?.id.actor ?? '',
    publicKey: first?.batch.publicKey ?? '',
    batches: batches.map((named) => ({ hash: named.id.hash, lastOperation: reachedWith(named).lastOperation })),
  }
}

const { id: grantId, ...stated } = namedGrant({
  ...{ key: ada.publicKey, encryptionKey: null, roles: ['operator'], after: {}, replaces: [], createdAt: at },
})
const grant = { table: 'accessGrants', key: grantId, set: stated }
const hotspot = { table: 'hotspots', key: 'h', set: { name: 'mill' } }
const payee = { table: 'members', key: 'm', set: { name: 'Ida', address: '0x1' } }

const ofFounder = await chain(founder, [grant], [hotspot, payee], [hotspot])
const ofAda = await chain(ada, [hotspot])
/** The snapshot is of the founder's first two batches; the third says it. */
const held = ofFounder.slice(0, 2)
const announcement = ofFounder[2] as Announcement
const operationsOf = (batches: readonly NamedBatch[]): Operation[] => batches.flatMap(({ batch }) => batch.operations)
const whole: SnapshotContent = {
  names: [namesOf(held), namesOf(ofAda)],
  access: held.slice(0, 1),
  operations: operationsOf([...held, ...ofAda]),
}

const key = dataKeyOf(new Uint8Array(32).fill(7), null)
const sealing = {
  ...{ cooperative, plans: personalPlans, keyFor: () => key },
  random: (bytes: number) => new Uint8Array(bytes).fill(9),
}

function read(
  content: SnapshotContent,
  { isSealed = false, said = announcement, ofCooperative = cooperative, hasKey = true, without = '' } = {},
) {
  const { hash, chunks } = sealSnapshot({ cooperative: ofCooperative, at, ...content }, isSealed ? sealing : null)
  const byHash = new Map(chunks.map((chunk) => [chunk.hash, chunk.bytes]))
  return readSnapshot(hash, said, {
    ...{ founding, plans: mergePlans, verify: verifySignature },
    chunk: async (each) => (without === 'file' && each !== hash ? null : (byHash.get(each) ?? null)),
    key: (id) => (hasKey && id === key.id ? key : null),
  })
}

test('[SY90] [SY91] a snapshot reads back as it was made, sealed or not', async () => {
  expect(await read(whole)).toEqual(whole)
  expect(await read(whole, { isSealed: true })).toEqual(whole)
})

test('[SY90] a snapshot says of people what batches say of them, and no more', () => {
  const text = ({ chunks }: ReturnType<typeof sealSnapshot>) =>
    chunks.map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n')
  expect(text(sealSnapshot({ cooperative, at, ...whole }, null))).toContain('Ida')
  expect(text(sealSnapshot({ cooperative, at, ...whole }, sealing))).not.toContain('Ida')
})

test('[SY91] a snapshot that lacks a file or a key, or is of another cooperative, is none', async () => {
  expect(await read(whole, { without: 'file' })).toBeNull()
  expect(await read(whole, { isSealed: true, hasKey: false })).toBeNull()
  expect(await read(whole, { ofCooperative: 'f'.repeat(64) })).toBeNull()
})

test('[SY91] what somebody says who is no admin by the batches in it is not believed', async () => {
  expect(await read(whole, { said: ofAda[0] as Announcement })).toBeNull()
  const promoted = namedGrant({ ...stated, roles: ['admin'] })
  const { id, ...saidOfItself } = promoted
  const forged = await chain(ada, [{ table: 'accessGrants', key: id, set: saidOfItself }])
  const names = [namesOf(held), namesOf(forged)]
  const content = { names, access: [...whole.access, ...forged], operations: operationsOf(held) }
  expect(await read(content, { said: forged[0] as Announcement })).toBeNull()
})

test.each<[string, Partial<SnapshotContent>]>([
  [
    'an operation that its laptop may not say',
    { operations: [...operationsOf(held), { ...operationsOf(ofAda)[0], ...grant } as Operation] },
  ],
  ['an operation of no batch', { operations: [...whole.operations, { ...(operationsOf(ofAda)[0] as Operation), n: 2 }] }],
  ['an operation twice', { operations: [...whole.operations, operationsOf(ofAda)[0] as Operation] }],
  ['a batch about access that is not named', { names: [namesOf(ofFounder.slice(1, 3)), namesOf(ofAda)] }],
  ['an actor twice', { names: [...whole.names, namesOf(ofAda)] }],
  ['an actor under the name of another', { names: [namesOf(held), { ...namesOf(ofAda), publicKey: founder.publicKey }] }],
])('[SY91] a snapshot with %s is none', async (_, changed) => {
  expect(await read({ ...whole, ...changed })).toBeNull()
})

test('[SY91] a batch about access that was changed is none of its author', async () => {
  const [first] = held
  const text = first?.text.replace('"operator"', '"treasurer"') ?? ''
  const changed = { ...first, text } as NamedBatch
  expect(await read({ ...whole, access: [changed] })).toBeNull()
})
