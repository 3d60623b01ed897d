import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Agreement, Hotspot } from '#core/model/records'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { type AgreementFields, makeAgreements, saveAgreement } from './saveAgreements'

const at = '2026-01-01T00:00:00.000Z'
const shares = [{ memberId: 'ada', percent: '100' }]
const hotspot = (id: string, ...groups: string[]): Hotspot => ({
  ...{ id, name: id, network: 'ttn', owner: null, lat: null, lng: null, h3: null, place: null, groups, importId: null },
  ...{ createdAt: at, updatedAt: at },
})
const naming = (name: string, ...hotspotIds: string[]): AgreementFields => ({
  name,
  scope: { kind: 'hotspots', hotspotIds },
  shares,
})
const ofGroup = (name: string, group: string): AgreementFields => ({ name, scope: { kind: 'group', group }, shares })
const names = async () => (await recordsIn(db, 'agreements')).map(({ name }) => name).sort()

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'hotspots', [hotspot('ttn:m1', 'hill', 'dale'), hotspot('ttn:m2', 'hill')])
})

test('[AG2] many agreements are made in one act, which is taken back at once', async () => {
  const ids = await makeAgreements([naming('One', 'm1'), naming('Two', 'm2')], 'Host 30/70')
  expect(ids).toHaveLength(2)
  expect((await recordsIn(db, 'agreements')).map(({ scope }) => scope)).toContainEqual({
    kind: 'hotspots',
    hotspotIds: ['ttn:m1'],
  })
  const act = (await db.acts.toArray()).find(({ kind }) => kind === 'agreement')
  expect(act?.title).toBe('2 agreements made from Host 30/70')
  await undoAct(db, act?.id ?? '')
  expect(await names()).toEqual([])
})

test('[AG2] two that claim one hotspot are refused with their names, and nothing is written', async () => {
  const one = saveAgreement(null, naming('One', 'm1'))
  await one
  await expect(makeAgreements([naming('Two', 'm2'), naming('Three', 'ttn:m1')], 'Host 30/70')).rejects.toMatchObject({
    code: 'agreement.ambiguous',
    message: expect.stringMatching(/"ttn:m1": "(Three|One)" and "(Three|One)"/),
  })
  expect(await names()).toEqual(['One'])
})

test('[AG3] so are two for groups of one hotspot, unless it is named', async () => {
  await saveAgreement(null, ofGroup('Hill', 'hill'))
  await expect(saveAgreement(null, ofGroup('Dale', 'dale'))).rejects.toMatchObject({ code: 'agreement.ambiguous' })
  await saveAgreement(null, naming('Both', 'm1'))
  await saveAgreement(null, ofGroup('Dale', 'dale'))
  expect(await names()).toEqual(['Both', 'Dale', 'Hill'])
})

test('a contradiction of before keeps nobody from mending another agreement', async () => {
  const kept = (id: string): Agreement => ({ id, ...naming(id, 'ttn:m1'), createdAt: at, updatedAt: at })
  await seedRecords(db, 'agreements', [kept('x'), kept('y')])
  await saveAgreement(null, ofGroup('Hill', 'hill'))
  await expect(saveAgreement(null, naming('Again', 'm1'))).rejects.toMatchObject({ code: 'agreement.ambiguous' })
  await saveAgreement(kept('x'), naming('x', 'm2'))
  expect(await names()).toEqual(['Hill', 'x', 'y'])
})

test('percentages become stages, and the other way round', async () => {
  await saveAgreement(null, naming('One', 'm1'), 'one')
  const [one] = await recordsIn(db, 'agreements')
  const stages = [{ id: 'rest', kind: 'remainder' as const, shares: [{ install: 'host' as const, percent: '100' }] }]
  await saveAgreement(one as Agreement, { ...naming('One', 'm1'), shares: [], stages, dust: 'carry-forward', from: at })
  const [staged] = await recordsIn(db, 'agreements')
  expect(staged).toMatchObject({ id: 'one', stages, shares: [], dust: 'carry-forward', from: at })
  await saveAgreement(staged as Agreement, { ...naming('One', 'm1'), stages: undefined, dust: undefined, from: undefined })
  expect((await recordsIn(db, 'agreements'))[0]).not.toHaveProperty('stages')
})

test('[TE8] agreements that give to each other in a circle, or to what has hotspots, are refused before they are written', async () => {
  const giving = (name: string, to: string): AgreementFields => ({
    ...{ name, scope: { kind: 'fed' }, shares: [] },
    stages: [{ id: 'rest', kind: 'remainder', shares: [{ agreementId: to, percent: '100' }] }],
  })
  await saveAgreement(null, { name: 'Tools', scope: { kind: 'fed' }, shares }, 'tools')
  await saveAgreement(null, giving('Works', 'tools'), 'works')
  const tools = (await recordsIn(db, 'agreements')).find(({ id }) => id === 'tools') as Agreement
  await expect(saveAgreement(tools, giving('Tools', 'works'))).rejects.toMatchObject({ code: 'agreement.circular' })
  await expect(saveAgreement(null, giving('Lost', 'nowhere'))).rejects.toMatchObject({ code: 'agreement.fed-unknown' })
  await expect(saveAgreement(tools, naming('Tools', 'm1'))).rejects.toMatchObject({ code: 'agreement.fed-with-hotspots' })
  expect(await names()).toEqual(['Tools', 'Works'])
})
