import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import { newSessionState } from '#core/provisioning/session/sessionState'
import { db } from '../../data/records/openRecords'
import { openEmpty } from '../../data/records/testing/seedRecords'
import { fileOf } from './testing/recordOf'

/** A console whose journal holds sessions, and the record of one once it was signed. */
const fake = vi.hoisted(() => ({
  sessions: [] as UnfinishedSession[],
  signings: 0,
  closedAsSaved: [] as string[],
  record: (): ProvisioningFileV2 | null => null,
}))

vi.mock('./playOutcome', () => ({ playOutcome: () => undefined }))
vi.mock('../../platform/consoleClient', () => ({
  consoleClient: {
    async call(name: string, { sessionId, saved }: { sessionId: string; saved?: boolean }) {
      if (name === 'provisioning.unfinished') return fake.sessions
      if (name === 'provisioning.close' && saved) {
        fake.closedAsSaved.push(sessionId)
        fake.sessions = fake.sessions.filter(({ state }) => state.sessionId !== sessionId)
      }
      if (name !== 'provisioning.signUnfinished') return {}
      fake.signings += 1
      const file = fake.record()
      fake.sessions = fake.sessions.map((session) => ({ ...session, recordId: file?.facts.id ?? null }))
      return file
    },
    on: () => () => undefined,
  },
}))

const none = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined }
vi.stubGlobal('sessionStorage', none)
vi.stubGlobal('localStorage', none)

const { useDevice } = await import('./deviceSession')
const { useFieldWork } = await import('./fieldWork')
const { NEW_FLOW } = await import('./flow/fieldFlow')
const { findUnfinished, signUnfinished, useUnfinished } = await import('./unfinishedSessions')

const broken = (recordId: string | null): UnfinishedSession => ({
  state: { ...newSessionState({ sessionId: 's1', path: '/dev/ttyUSB0', simulated: false }), phase: 'lost', identified: true },
  startedAt: '',
  lastAt: '',
  workOrderId: null,
  inDoubt: null,
  summary: '',
  recordId,
})
const file = fileOf({ id: 'p1', signedAt: '2026-11-02T10:00:00Z' })

beforeEach(async () => {
  await openEmpty(db)
  Object.assign(fake, { sessions: [broken(null)], signings: 0, closedAsSaved: [], record: () => file })
  useFieldWork.setState(NEW_FLOW)
  useDevice.setState({ session: null, task: null, problem: null })
})

it('a session that is signed is done with only once its record is saved', async () => {
  await findUnfinished()
  expect(useFieldWork.getState().asksUnfinished).toBe(true)
  await signUnfinished(broken(null), null)
  expect(useFieldWork.getState()).toMatchObject({ step: 'outcome', asksUnfinished: false, file })
  expect(await db.provisionings.count()).toBe(1)
  expect(fake.closedAsSaved).toEqual(['s1'])
})

it('a record whose saving fails is listed as signed, and saved as it is when that is asked for again', async () => {
  await findUnfinished()
  const refusal = vi.spyOn(db, 'transaction').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
  await signUnfinished(broken(null), null)
  refusal.mockRestore()
  expect(useDevice.getState().problem?.code).toBe('data.disk-full')
  expect(fake.closedAsSaved).toEqual([])
  expect(useUnfinished.getState().sessions).toMatchObject([{ recordId: 'p1' }])
  expect(useFieldWork.getState()).toMatchObject({ step: 'work-order', asksUnfinished: true })
  await signUnfinished(broken('p1'), null)
  expect(await db.provisionings.toCollection().primaryKeys()).toEqual(['p1'])
  expect(fake.closedAsSaved).toEqual(['s1'])
})

it('a record that is here already needs nobody', async () => {
  await signUnfinished(broken(null), null)
  Object.assign(fake, { sessions: [broken('p1')], closedAsSaved: [] })
  useFieldWork.setState(NEW_FLOW)
  await findUnfinished()
  expect(useUnfinished.getState().sessions).toEqual([])
  expect(useFieldWork.getState().asksUnfinished).toBe(false)
  expect(fake.closedAsSaved).toEqual(['s1'])
})

it('the measured place goes before that of the work order', async () => {
  const session = broken(null)
  const call = vi.spyOn((await import('../../platform/consoleClient')).consoleClient, 'call')
  const order = { id: 'w', title: 'w', planId: null, siteId: null, lat: 1, lng: 2, h3: '8c392251d2a01ff' }
  const rest = { status: 'open' as const, assigneeId: null, provisioningId: null, createdAt: '', updatedAt: '' }
  await signUnfinished(session, { ...order, ...rest })
  expect(call).toHaveBeenCalledWith(
    'provisioning.signUnfinished',
    expect.objectContaining({ position: expect.objectContaining({ lat: 1 }) }),
  )
  const position = { lat: 3, lng: 4 } as NonNullable<typeof session.state.position>
  await signUnfinished({ ...session, state: { ...session.state, position } }, { ...order, ...rest })
  expect(call).toHaveBeenCalledWith('provisioning.signUnfinished', expect.objectContaining({ position: null }))
})
