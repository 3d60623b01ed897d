import { expect, test } from 'vitest'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import type { Period, Plan, WorkOrder } from '#core/model/records'
import { newSessionState } from '#core/provisioning/session/sessionState'
import type { TodayDistribution, TodayRecords } from '../../data/today/todayRecords'
import { latestActivity } from './latestActivity'
import { needsAttention } from './needsAttention'
import type { Safety } from './safetyAttention'

const AT = '2026-11-01T00:00:00.000Z'
const NOW_MS = Date.parse('2026-11-20T00:00:00.000Z')
const time = { createdAt: AT, updatedAt: AT }

const nothing: TodayRecords = {
  hotspots: 0,
  goals: [],
  periods: [],
  distributions: [],
  signatures: [],
  workOrders: [],
  plans: [],
  provisionings: [],
  devices: { real: 0, simulated: 0, today: 0 },
  imports: [],
}
const period = (id: string): Period => ({
  id,
  name: `Period ${id}`,
  network: 'weatherxm',
  token: { symbol: 'WXM', decimals: 18 },
  sourceFile: 'f.csv',
  contributionCount: 1_000,
  totalBaseUnits: '1500000000000000000',
  importId: null,
  ...time,
})
const distribution = (periodId: string, over: Partial<TodayDistribution> = {}): TodayDistribution => ({
  id: `d-${periodId}`,
  periodId,
  status: 'split',
  totalBaseUnits: '1500000000000000000',
  paidBaseUnits: '1200000000000000000',
  heldBaseUnits: '300000000000000000',
  payees: 2,
  heldMemberNames: [],
  ...time,
  ...over,
})
const site = { id: 's', order: 1, lat: 47, lng: 8, h3: '891f8e00003ffff', gainCells: 1, cumulativeCells: 1, why: 'w' }
const plan: Plan = {
  id: 'p',
  name: 'North',
  area: [
    [8, 47],
    [9, 47],
    [9, 48],
  ],
  resolution: 9,
  reachM: 500,
  requestedSites: 1,
  candidateCount: 1,
  areaCells: 1,
  coveredBeforeCells: 0,
  sites: [site],
  ...time,
}
const order: WorkOrder = {
  id: 'w',
  title: 'North 1',
  planId: 'p',
  siteId: 's',
  lat: 47,
  lng: 8,
  h3: site.h3,
  status: 'open',
  assigneeId: null,
  provisioningId: null,
  ...time,
}
const safe = (newestBackupAt: string | null | undefined = undefined): Safety => ({ newestBackupAt, unverified: null, room: null })
const kinds = (records: Partial<TodayRecords>, backup: string | null | undefined = undefined) =>
  needsAttention({ ...nothing, ...records }, safe(backup), NOW_MS).map(({ kind }) => kind)

test('everything at once comes in the order of urgency', () => {
  const records = {
    periods: [period('a'), period('b')],
    distributions: [distribution('a', { heldMemberNames: ['Ada'] })],
    plans: [plan, { ...plan, id: 'q' }],
    workOrders: [order],
  }
  expect(kinds(records, null)).toEqual(['signature', 'period', 'work-order', 'held', 'plan', 'backup'])
})

test('what was done needs nobody', () => {
  const records = {
    periods: [period('a')],
    distributions: [distribution('a', { status: 'signed' })],
    plans: [plan],
    workOrders: [{ ...order, status: 'done' as const }],
  }
  expect(kinds(records, '2026-11-19T00:00:00.000Z')).toEqual([])
})

test('amounts are exact', () => {
  const [signature, unsplit] = needsAttention(
    { ...nothing, periods: [period('a'), period('b')], distributions: [distribution('a')] },
    safe(),
    NOW_MS,
  )
  expect(signature?.detail).toBe('1.2 WXM to 2 payees')
  expect(unsplit?.detail).toBe('1.5 WXM for 1,000 hotspots')
})

test('long amounts are grouped', () => {
  const large = { ...period('a'), totalBaseUnits: '1234567500000000000000000' }
  const [unsplit] = needsAttention({ ...nothing, periods: [large] }, safe(), NOW_MS)
  expect(unsplit?.detail).toBe('1\u2009234\u2009567.5 WXM for 1,000 hotspots')
})

test('a backup is due after a week, and unknown backups alarm nobody', () => {
  expect(kinds({}, '2026-11-14T00:00:00.000Z')).toEqual([])
  expect(kinds({}, '2026-11-13T00:00:00.000Z')).toEqual(['backup'])
  expect(kinds({}, undefined)).toEqual([])
})

test('a copy that could not be verified is said, although an older one was, and so is little room', () => {
  const room = { used: 1, available: 150_400_000 }
  const safety = { newestBackupAt: '2026-11-19T00:00:00.000Z', unverified: 'A record is missing.', room }
  expect(needsAttention(nothing, safety, NOW_MS)).toMatchObject([
    { kind: 'room', title: 'Little room is left for the records', detail: '150 MB: free some disk space' },
    { kind: 'backup', title: 'The newest backup could not be verified', detail: 'A record is missing.' },
  ])
})

const unfinished = (sessionId: string, name: string | null): UnfinishedSession => {
  const state = newSessionState({ sessionId, path: '/dev/ttyUSB0', simulated: false })
  const device = name === null ? null : { name, firmware: 'fw', version: '1', chip: 'ESP32' }
  const times = { startedAt: AT, lastAt: AT }
  return {
    ...times,
    state: { ...state, device },
    workOrderId: null,
    inDoubt: 'connect',
    recordId: null,
    summary: 'It may be connected or not.',
  }
}

test('devices half provisioned come after work orders, with what is known of them', () => {
  const sessions = [unfinished('s1', 'Roof 1')] as const
  const found = needsAttention({ ...nothing, workOrders: [order] }, safe(null), NOW_MS, sessions)
  expect(found.map(({ kind }) => kind)).toEqual(['work-order', 'device', 'backup'])
  expect(found[1]).toMatchObject({
    title: 'Device half provisioned: Roof 1',
    detail: 'It may be connected or not.',
    action: { path: '/field' },
  })
  const practised = { ...sessions[0], state: { ...sessions[0].state, simulated: true } }
  expect(needsAttention(nothing, safe(), NOW_MS, [practised])[0]?.title).toBe('Device half provisioned: Roof 1 (simulated)')
  const [signed] = needsAttention(nothing, safe(), NOW_MS, [{ ...sessions[0], recordId: 'p1' }])
  expect(signed?.title).toBe('Signed record to be saved: Roof 1')
  const many = ['a', null, 'c', 'd', 'e'].map((name, at) => unfinished(`s${at}`, name))
  expect(needsAttention(nothing, safe(), NOW_MS, many)).toMatchObject([
    { title: '5 devices half provisioned', detail: 'a, unknown device on /dev/ttyUSB0, c and 2 more' },
  ])
})

test('a member with held money in several periods is named once', () => {
  const held = { heldMemberNames: ['Ada'], status: 'signed' as const }
  const [attention] = needsAttention(
    { ...nothing, periods: [period('a'), period('b')], distributions: [distribution('a', held), distribution('b', held)] },
    safe(),
    NOW_MS,
  )
  expect(attention?.title).toBe('Money is held for 1 member without an address')
  expect(attention?.detail).toBe('Ada')
})

test('the latest activity says what is simulated and what was undone', () => {
  const imported = {
    id: 'i',
    fileName: 'f.csv',
    format: 'x',
    table: 'hotspots' as const,
    added: 2,
    replaced: 1,
    skipped: 0,
    ...time,
  }
  const activities = latestActivity(
    {
      ...nothing,
      imports: [
        { ...imported, status: 'done', undoneAt: null },
        { ...imported, id: 'j', status: 'undone', undoneAt: '2026-11-03T00:00:00.000Z' },
      ],
      provisionings: [
        { id: 'v', workOrderId: null, deviceName: 'Hotspot', simulated: true, createdAt: '2026-11-02T00:00:00.000Z' },
      ],
    },
    2,
  )
  expect(activities.map(({ text }) => text)).toEqual(['Import of f.csv undone', 'Record of Hotspot (simulated) signed'])
})
