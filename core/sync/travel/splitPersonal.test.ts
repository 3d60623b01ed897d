import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Operation } from '../../records/operation'
import type { PersonalPlan } from '../../records/personalPlan'
import { personalPlans, sharedTables } from '../../records/recordTables'
import { type DataKey, dataKeyOf } from '../keys/dataKey'
import { WHAT_STAYS } from '../keys/whatStays'
import { canonicalText } from '../signedDocument'
import { openBatch } from './openBatch'
import { operationsForBatch } from './operationsForBatch'

const cooperative = 'c'.repeat(64)
const actor = 'a'.repeat(16)
let drawn = 0
const random = (bytes: number) => sha256(utf8ToBytes(`split ${drawn++}`)).slice(0, bytes)
const plans = new Map<string, PersonalPlan>([
  ['sites', { seals: 'fields', fields: new Set(['name', 'notes']), personOf: null }],
  ['facts', { seals: 'whole', fields: new Set(['name']), personOf: 'memberId' }],
  ['members', { seals: 'whole', fields: new Set(['name']), personOf: 'key' }],
])

const name = fc.constantFrom('Ada Anonymous', 'Ben Beispiel', 'x'.repeat(40_000), 'Ż'.repeat(90_000))
const change = fc.record(
  {
    table: fc.constantFrom('sites', 'facts', 'members', 'goals'),
    key: fc.constantFrom('ada', 'ben'),
    set: fc.record(
      { name, notes: fc.jsonValue(), target: fc.nat(), memberId: fc.constantFrom('ada', 'ben') },
      { requiredKeys: [] },
    ),
    unset: fc.constantFrom(['owner'], ['dueOn']),
    tombstone: fc.boolean(),
  },
  { requiredKeys: ['table', 'key'] },
)
const operationsOf = (changes: readonly object[]) =>
  changes.map((each, at) => ({ actor, n: at + 4, t: '019000000000-0000', schemaV: 7, ...each })) as Operation[]

test('[SY66] [SY68] what is said of people is there again for whoever has the keys, and nothing of it for anybody else', async () => {
  let files = 0
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      fc.pre(!JSON.stringify(changes).includes('__proto__'))
      const keys = new Map<string | null, DataKey>()
      const keyFor = (person: string | null) => {
        const key = keys.get(person) ?? dataKeyOf(random(32), person)
        keys.set(person, key)
        return key
      }
      const given = operationsOf(changes).map((each) => ({ ...each, ...(each.table === 'goals' && { set: { target: 1 } }) }))
      const taken = operationsForBatch(given, { cooperative, plans, keyFor, random })
      const sent = JSON.parse(canonicalText({ cooperative, actor, operations: taken.operations, personal: taken.personal }))
      expect(canonicalText(sent).length).toBeLessThan(256 * 1024)
      expect(canonicalText(sent)).not.toMatch(/Anonymous|Beispiel|xxxxxxxx|Ż/)
      for (const { table, key } of sent.operations) if (table === 'members' || table === 'facts') expect(key).toBe('$sealed')
      files += taken.chunks.length
      const chunks = new Map(taken.chunks.map(({ hash, bytes }) => [hash, bytes]))
      const chunk = async (hash: string) => chunks.get(hash) ?? null
      const byId = new Map([...keys.values()].map((key) => [key.id, key]))
      const whole = await openBatch(sent, { chunk, key: (id) => byId.get(id) ?? null })
      expect(whole).toMatchObject({ kind: 'whole', operations: JSON.parse(canonicalText(given)) })
      expect(whole.kind === 'whole' && new Set(whole.keys)).toEqual(new Set(byId.keys()))
      const blind = await openBatch(sent, { chunk, key: () => null })
      const clear = given.filter(({ table }) => table === 'sites' || table === 'goals')
      const left = clear.map(({ set: { name: _name, notes: _notes, ...set } = {}, ...each }) => ({
        n: each.n,
        key: each.key,
        set,
      }))
      const said = blind.kind === 'whole' ? blind.operations.map(({ n, key, set = {} }) => ({ n, key, set })) : null
      expect(said).toEqual(JSON.parse(canonicalText(left)))
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  )
  expect(files).toBeGreaterThan(0)
})

test('[SY68] what is sealed opens in its own batch alone', async () => {
  const key = dataKeyOf(random(32), null)
  const sealing = { cooperative, plans, keyFor: () => key, random }
  const operations = operationsOf([{ table: 'sites', key: 'k', set: { name: 'Ada', target: 1 } }])
  const { operations: sent, personal } = operationsForBatch(operations, sealing)
  const opening = { chunk: async () => null, key: () => key }
  const batch = { cooperative, actor, operations: sent, personal }
  expect(await openBatch(batch, opening)).toMatchObject({ operations })
  const later = { ...batch, operations: sent.map((each) => ({ ...each, n: each.n + 1 })) }
  for (const moved of [{ ...batch, actor: 'b'.repeat(16) }, { ...batch, cooperative: 'd'.repeat(64) }, later]) {
    expect(await openBatch(moved, opening)).toMatchObject({ operations: [{ key: 'k', set: { target: 1 } }] })
  }
  const other = { ...opening, key: () => dataKeyOf(random(32), null) }
  expect(await openBatch(batch, other)).toMatchObject({ operations: [{ set: { target: 1 } }] })
  expect(await openBatch({ ...batch, personal: [{ key: 'x' }] }, opening)).toEqual({ kind: 'broken-value' })
})

/** By table: what the relay can read. Whoever adds a field decides on which side it stands. */
const IN_THE_CLEAR: Record<string, string> = {
  hotspots: 'network groups radio since provisioningId importId createdAt updatedAt',
  groupedHotspots: 'groups createdAt updatedAt',
  plans: 'createdAt updatedAt',
  workOrders: 'planId siteId status provisioningId createdAt updatedAt',
  provisionings: '',
  evidence: 'createdAt updatedAt',
  radioProfiles:
    'name technology model environment itm logDistance frequencyMhz txPowerDbm antennaGainDbi antennaHeightM receiverGainDbi receiverHeightM sensitivityDbm marginDb bodyLossDb clutterLossDb shadowingSigmaDb maxDistanceM antenna validFrom source createdAt updatedAt',
  dataLayers: 'createdAt updatedAt',
  members: '',
  agreements: 'createdAt updatedAt',
  periods: 'importId createdAt updatedAt',
  contributions: '',
  distributions: 'createdAt updatedAt',
  closings: '',
  signatures: '',
  installs: 'hotspotId from to origin createdAt updatedAt',
  bookEntries: 'periodId createdAt updatedAt',
  periodInputs: 'prices minimumPayoutBaseUnits createdAt updatedAt',
  priceTables: 'symbol currency sourceName contentSha256 prices createdAt updatedAt',
  agreementTemplates: 'name description slots stages dust createdAt updatedAt',
  termsSignatures: '',
  reopenings: '',
  chains: 'name coin createdAt updatedAt',
  treasuries: 'facts checked distributors createdAt updatedAt',
  tokens: 'facts checked createdAt updatedAt',
  payouts: '',
  payoutMoves: '',
  addressConfirmations: '',
  moneyPayouts: '',
  moneyPayoutMarks: '',
  goals: 'metric target resolution dueOn createdAt updatedAt',
  cooperativeSettings: '',
  imports: 'format table added replaced unchanged skipped status actId createdAt updatedAt',
  confirmations: '',
  acts: '',
  actors: 'publicKey startedAt',
  accessGrants: 'key encryptionKey roles after replaces createdAt',
  installations: 'createdAt updatedAt',
}

test('[SY67] of every field of every table it is decided whether it travels in the clear, and what is merged as one is sealed as one', () => {
  const clear = Object.entries(sharedTables).map(([table, { schema, keyField }]) => {
    const forms: z.ZodType[] = schema instanceof z.ZodDiscriminatedUnion ? ([...schema.options] as z.ZodType[]) : [schema]
    const fields = new Set(forms.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : [])))
    fields.delete(keyField)
    const plan = personalPlans.get(table)
    const left = plan?.seals === 'whole' ? [] : [...fields].filter((field) => !plan?.fields.has(field))
    return [table, left.sort()]
  })
  const decided = Object.entries(IN_THE_CLEAR).map(([table, fields]) => [
    table,
    fields
      .split(' ')
      .filter((field) => field !== '')
      .sort(),
  ])
  expect(Object.fromEntries(clear)).toEqual(Object.fromEntries(decided))
})

test('[SY72] of every table whose words are not under a person’s own key it is said what of it stays', () => {
  // A photo may be of no member, and then it is under the common key.
  const isCommon = ([table, { personOf }]: [string, PersonalPlan]) => personOf === null || table === 'evidence'
  const common = [...personalPlans].filter(isCommon).map(([table]) => table)
  expect(Object.keys(WHAT_STAYS).sort()).toEqual(common.sort())
})
