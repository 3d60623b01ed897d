import { beforeAll, describe, expect, it } from 'vitest'
import { newSessionState } from '#core/provisioning/session/sessionState'
import { createMemoryJournal } from '../testing/memoryJournal'
import { createProvisioningRig } from '../testing/provisioningRig'
import { factsOf } from './sessionFacts'
import { type SessionEntry, unfinishedSessions } from './unfinishedSessions'

const password = 'hunter2-geheim'

/** The journal of one whole provisioning, as the service writes it. */
async function wholeJournal(): Promise<SessionEntry[]> {
  const journal = createMemoryJournal()
  const rig = createProvisioningRig({ journal })
  const { sessionId } = await rig.open('simulated:hotspot', { workOrderId: 'order-1' })
  await rig.identify(sessionId)
  await rig.run(sessionId, { kind: 'scan' })
  await rig.connect(sessionId, 'Mast-North', 'wrong-password').catch(() => undefined)
  await rig.connect(sessionId, 'Library Guest', password)
  await rig.run(sessionId, { kind: 'verify' })
  await rig.sign(sessionId)
  await rig.close(sessionId, true)
  return journal.entries
}

describe('a program that ends after any entry of its journal', () => {
  let entries: SessionEntry[]
  beforeAll(async () => {
    entries = await wholeJournal()
  })
  const endedAt = (kind: string, nth = 0) => {
    const at = entries.map((entry, index) => (entry.kind === `provisioning.${kind}` ? index : -1)).filter((index) => index >= 0)
    return unfinishedSessions(entries.slice(0, (at[nth] ?? Number.NaN) + 1))
  }

  it('leaves a session until its record was signed and saved, and the session closed', () => {
    for (let length = 1; length < entries.length; length += 1) {
      const [session, ...more] = unfinishedSessions(entries.slice(0, length))
      expect(more).toEqual([])
      const last = entries[length - 1]
      expect(session).toMatchObject({ workOrderId: 'order-1', lastAt: last?.at, state: { phase: 'lost', step: null } })
      const step = /provisioning\.(identify|scan|connect|verify)\.begin/.exec(last?.kind ?? '')?.[1] ?? null
      expect(session?.inDoubt).toBe(step)
      expect(session?.summary.length).toBeGreaterThan(20)
      const running = session?.state.steps.filter(({ endedMs }) => endedMs === null).map(({ kind }) => kind)
      expect(running).toEqual(step === null ? [] : [step])
    }
    expect(unfinishedSessions(entries)).toEqual([])
  })

  it('holds no password and no names of other networks', () => {
    const text = JSON.stringify(entries)
    expect(text).toContain('Library Guest')
    for (const secret of [password, 'wrong-password', 'Dachgarten']) expect(text).not.toContain(secret)
  })

  it('says that nothing was sent when nothing was', () => {
    expect(endedAt('open.begin')[0]?.summary).toBe('The port was being opened; nothing was sent to the device.')
    expect(endedAt('open.done')[0]?.summary).toBe('The port was opened; nothing was sent to the device.')
  })

  it('claims what the device said, and nothing that is in doubt', () => {
    expect(endedAt('identify.begin')[0]?.state).toMatchObject({ identified: false, device: null })
    expect(endedAt('identify.done')[0]?.state).toMatchObject({ identified: true, driver: 'improv' })
    const [inDoubt] = endedAt('connect.begin', 1)
    expect(inDoubt?.state).toMatchObject({ identified: true, connected: false, ssid: null, urls: [] })
    expect(inDoubt?.summary).toMatch(
      /^Brisk Copper Heron \(ESP32-C3\) was identified\. Wi-Fi credentials for Library Guest were being sent at \d\d:\d\d; whether the device joined is not known: open it again and verify\.$/,
    )
    const [connected] = endedAt('connect.done')
    expect(connected?.state).toMatchObject({ connected: true, ssid: 'Library Guest' })
    expect(connected?.summary).toContain('connected by its own word to Library Guest')
    expect(endedAt('connect.failed')[0]?.state.steps.at(-1)).toMatchObject({ outcome: 'improv.unable-to-connect' })
    expect(endedAt('sign.done')[0]?.summary).toMatch(/A record was signed at \d\d:\d\d/)
  })
})

describe('entries that tell of a session', () => {
  const at = '2026-03-01T10:00:00.000Z'
  const entry = (kind: string, data: Record<string, unknown> = {}): SessionEntry => ({
    at,
    kind: `provisioning.${kind}`,
    data: { sessionId: 's1', ...data },
  })
  const opening = [entry('open.begin', { path: '/dev/ttyUSB0' }), entry('open.done', { simulated: false })]
  const known = (facts: object) => ({
    known: factsOf({ ...newSessionState({ sessionId: 's1', path: '/dev/ttyUSB0', simulated: false }), ...facts }),
  })

  it('keep undo values, a proof that was given, and what was to be put in their place', () => {
    const proof = { method: 'helium-add-gateway', key: 'k', keyKind: 'ed25519', challenge: 'c', txn: 'dA==' } as const
    const device = { name: 'Mast 7', firmware: 'f', version: '1', chip: 'ESP32' }
    const [session] = unfinishedSessions([
      ...opening,
      entry('prove.begin', { startedMs: 5 }),
      entry('prove.done', known({ identified: true, device, proof, undo: [{ kind: 'set-hostname', value: 'old-name' }] })),
      entry('set-hostname.begin', { startedMs: 900, hostname: 'mast-north' }),
    ])
    expect(session).toMatchObject({ inDoubt: 'set-hostname', state: { proof, undo: [{ value: 'old-name' }] } })
    expect(session?.state.steps.at(-1)).toEqual({ kind: 'set-hostname', startedMs: 900, endedMs: null, outcome: null })
    expect(session?.summary).toContain('proved to hold its key')
    expect(session?.summary).toContain('The host name mast-north was being set at')
    expect(session?.summary).toContain('before it was old-name')
    expect(session?.summary).toContain('Can be put back: host name "old-name".')
  })

  it.each([
    ['a pulled cable', [entry('connect.failed', { code: 'port.vanished' })], 'connect'],
    ['a person who stopped waiting', [entry('connect.failed', { code: 'session.cancelled-late' })], 'connect'],
    [
      'a person who stopped waiting, as it was written before',
      [entry('connect.failed', { code: 'contract.cancelled' })],
      'connect',
    ],
    ['a cancellation before anything was sent', [entry('connect.failed', { code: 'contract.cancelled', begun: false })], null],
    ['silence', [entry('connect.failed', { code: 'improv.connect-timeout' })], 'connect'],
    ['a refusal', [entry('connect.failed', { code: 'improv.unable-to-connect' })], null],
    [
      'a pulled cable, and a scan',
      [entry('connect.failed', { code: 'port.vanished' }), entry('scan.begin'), entry('scan.done')],
      'connect',
    ],
    [
      'silence that was asked about',
      [entry('connect.failed', { code: 'improv.silent' }), entry('verify.begin'), entry('verify.done')],
      null,
    ],
    [
      'a pulled cable, and another try',
      [entry('connect.failed', { code: 'port.vanished' }), entry('connect.begin'), entry('connect.done')],
      null,
    ],
  ])('leave in doubt what ended with %s', (_how, ending, inDoubt) => {
    const [session] = unfinishedSessions([...opening, entry('connect.begin', { ssid: 'Mast-North' }), ...ending])
    expect(session?.inDoubt).toBe(inDoubt)
    expect(session?.state.steps.filter(({ kind }) => kind === 'connect')).toEqual([])
  })

  it('that a pulled cable ended say when', () => {
    const [session] = unfinishedSessions([
      ...opening,
      entry('identify.begin'),
      entry('lost'),
      entry('closed', { finished: false }),
    ])
    expect(session?.summary).toMatch(/The cable was pulled at \d\d:\d\d\./)
  })

  it.each([
    ['closed', {}],
    ['closed', { finished: true }],
    ['open.failed', {}],
    ['dismissed', {}],
  ])('end with %s %o', (kind, data) => {
    expect(unfinishedSessions([...opening, entry(kind, data)])).toEqual([])
  })

  it('are passed over when they cannot be read', () => {
    const odd: SessionEntry[] = [
      { at, kind: 'provisioning.open.begin', data: {} },
      { at, kind: 'payout.signed', data: { sessionId: 's1' } },
      { at, kind: 'provisioning.identify.done', data: { sessionId: 'never-opened' } },
      entry('open.begin', { path: 7 }),
      ...opening,
      entry('identify.done', { known: { identified: 'yes' } }),
      entry('dance.begin'),
    ]
    expect(unfinishedSessions(odd)).toMatchObject([{ inDoubt: null, state: { identified: false, path: '/dev/ttyUSB0' } }])
  })
})
