import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { readAddGateway } from './helium/addGateway'
import { createImprovDriver } from './improv/improvDriver'
import { provisioningBytes } from './provisioningBytes'
import type { ProvisioningFacts, ProvisioningFactsV1 } from './provisioningFile'
import { DeviceSession } from './session/DeviceSession'
import type { Evidence } from './session/evidence'
import { Transcript } from './session/Transcript'
import { VirtualLine } from './session/testing/VirtualLine'
import { createSimulatedHotspot, trainingPassword } from './simulated/simulatedHotspot'
import { verifyProvisioning } from './verifyProvisioning'

const secretKey = new Uint8Array(32).fill(7)
const publicKey = bytesToHex(ed25519.getPublicKey(secretKey))

const factsV1: ProvisioningFactsV1 = {
  id: 'p1',
  workOrderId: null,
  driver: 'improv',
  port: { path: '/dev/ttyUSB0', vendorId: '10c4', productId: 'ea60', serialNumber: null },
  simulated: false,
  device: { name: 'Brisk Copper Heron', firmware: 'fw', version: '1.0', chip: 'ESP32-C3' },
  identified: true,
  connected: true,
  proved: false,
  network: { ssid: 'Dachgarten Köln', urls: ['http://192.0.2.10/'] },
  position: { lat: 50.94, lng: 6.96, source: 'typed' },
  startedAt: '2026-01-01T10:00:00.000Z',
  signedAt: '2026-01-01T10:05:00.000Z',
  elapsedMs: 300_000,
}

/** What a whole run with the training hotspot gives, as main puts it together. */
function provisionedFacts(): ProvisioningFacts {
  const identity = { sessionId: 's1', path: 'simulated:hotspot', simulated: true }
  const line = new VirtualLine(
    new DeviceSession(identity, [createImprovDriver()], 0),
    createSimulatedHotspot({ chatterBytes: 50 }),
  )
  line.run({ kind: 'identify' })
  line.run({ kind: 'connect', ssid: 'Mast-North', password: trainingPassword })
  line.run({ kind: 'verify' })
  const { state } = line.session
  const { device, driver, identifiers, hostname, identified, connected, ssid, urls, network, proof, registration, steps } = state
  if (!device || !driver) throw new Error('the hotspot was not identified')
  return {
    id: 'p2',
    workOrderId: 'w1',
    technician: { memberId: null, name: 'Ada' },
    driver,
    simulated: true,
    device,
    identifiers,
    hostname,
    port: { path: identity.path, vendorId: null, productId: null, serialNumber: null },
    identified,
    connected,
    proved: false,
    positionFixed: false,
    network: { ssid, urls, state: network },
    proof,
    registration,
    position: null,
    placement: [],
    startedAt: factsV1.startedAt,
    signedAt: factsV1.signedAt,
    elapsedMs: line.nowMs,
    steps,
    recovered: false,
    evidence: line.session.evidence(),
  }
}

const factsV2 = provisionedFacts()

/** The transaction that gateway-rs itself published, as a proof and as a registration. */
const vectors = readFixtureJson('recordings/serial/helium-key-vectors.json') as {
  add: { txn: string; address: string; owner: string; payer: string; mode: string }
}
const { txn, address, owner, payer, mode } = vectors.add
const step = (kind: 'identify' | 'prove' | 'register', startedMs: number, endedMs: number) => ({
  kind,
  startedMs,
  endedMs,
  outcome: 'done',
})
const gatewayFacts: ProvisioningFacts = {
  ...factsV2,
  driver: 'linux-console',
  simulated: true,
  connected: false,
  network: null,
  elapsedMs: 90_000,
  identifiers: [{ kind: 'helium-key', value: address }],
  steps: [step('identify', 0, 100), step('prove', 200, 300), step('register', 300, 500)],
  proved: true,
  proof: { method: 'helium-add-gateway', key: address, keyKind: 'ed25519', challenge: readAddGateway(txn).ownerAddress, txn },
  registration: { txn, gateway: address, owner, payer, mode },
}
const fix: NonNullable<NonNullable<ProvisioningFacts['position']>['fix']> = {
  lat: 50.94,
  lng: 6.96,
  altitudeM: 60,
  fixes: 20,
  scatterRmsM: 1.2,
  scatterMaxM: 2.5,
  quality: 'gps',
  hdop: 0.9,
  satellites: 9,
  firstTime: '2026-01-01T10:00:00.000Z',
  lastTime: '2026-01-01T10:00:20.000Z',
}

interface SignedFile {
  format: string
  facts: object
  publicKey: string
  signature: string
}

const sign = (facts: ProvisioningFacts | ProvisioningFactsV1): SignedFile => ({
  format: 'steps' in facts ? 'commonmast-provisioning-v2' : 'commonmast-provisioning-v1',
  facts,
  publicKey,
  signature: bytesToHex(ed25519.sign(provisioningBytes(facts), secretKey)),
})
const places = (file: unknown) => verifyProvisioning(file).map(({ where }) => where)

describe.each<[string, ProvisioningFacts | ProvisioningFactsV1]>([
  ['version 1', factsV1],
  ['version 2', factsV2],
  ['version 2 of a gateway', gatewayFacts],
])('a signed provisioning of %s', (_version, facts) => {
  it('[PV1] holds, also after a trip through JSON with its keys in another order', () => {
    const file = JSON.parse(JSON.stringify(sign(facts))) as SignedFile
    file.facts = Object.fromEntries(Object.entries(file.facts).reverse())
    expect(verifyProvisioning(file)).toEqual([])
  })

  it.each([
    ['a fact changed', { ...facts, workOrderId: 'another' }],
    ['a fact added', { ...facts, approvedBy: 'nobody' }],
    ['a fact added deep inside', { ...facts, device: { ...facts.device, approved: true } }],
  ])('[PV1] does not hold with %s', (_name, changed) => {
    expect(places({ ...sign(facts), facts: changed })).toEqual(['signature'])
  })

  it('[PV1] does not hold under another key, nor under one that is no point', () => {
    expect(places({ ...sign(facts), publicKey: bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(8))) })).toEqual([
      'signature',
    ])
    expect(places({ ...sign(facts), publicKey: 'ff'.repeat(32) })).toEqual(['signature'])
  })

  it('does not hold with any bit of the signature changed', () => {
    const file = sign(facts)
    fc.assert(
      fc.property(fc.nat(127), (at) => {
        const digit = (Number.parseInt(file.signature[at] ?? '0', 16) ^ 1).toString(16)
        const signature = file.signature.slice(0, at) + digit + file.signature.slice(at + 1)
        expect(places({ ...file, signature })).toEqual(['signature'])
      }),
      { numRuns: 15 },
    )
  })

  it('[PV2] names claims that contradict each other, although they are signed', () => {
    expect(places(sign({ ...facts, identified: false }))).toEqual(['facts.identified'])
    expect(places(sign({ ...facts, startedAt: 'yesterday' }))).toEqual(['facts.startedAt'])
    expect(places(sign({ ...facts, signedAt: '' }))).toEqual(['facts.signedAt'])
  })
})

describe('the form of a record', () => {
  it('[PV1] signs the canonical UTF-8 of its facts', () => {
    const text = Buffer.from(provisioningBytes(factsV1)).toString('utf8')
    expect(text.startsWith('{"connected":true,"device":{"chip":"ESP32-C3"')).toBe(true)
    expect(text).toContain('Dachgarten Köln')
    expect(text).not.toMatch(/\n|": /)
  })

  it('[PV7] is said where it is another one, and nothing throws', () => {
    expect(places({ ...sign(factsV2), signature: 'short' })).toEqual(['signature'])
    expect(places({ ...sign(factsV2), format: 'commonmast-provisioning-v1' })).toEqual(['format'])
    expect(places({ ...sign(factsV1), format: 'commonmast-provisioning-v3' })).toEqual(['format'])
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(verifyProvisioning(anything).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the claims of version 2', () => {
  const position = { lat: fix.lat, lng: fix.lng, source: 'gnss', fix } as const

  it('[PV4] hold for a position that a receiver measured', () => {
    expect(places(sign({ ...factsV2, position, positionFixed: true }))).toEqual([])
  })

  it.each<[string, ProvisioningFacts, string[]]>([
    ['connected to nothing', { ...factsV2, network: null }, ['facts.connected']],
    ['a network without a connection', { ...factsV2, connected: false }, ['facts.network']],
    ['recovered with evidence', { ...factsV2, recovered: true }, ['facts.recovered']],
    ['neither recovered nor evidence', { ...factsV2, evidence: null }, ['facts.recovered']],
    ['a training device as a real one', { ...factsV2, simulated: false }, ['facts.simulated']],
    [
      'a training gateway as a real one',
      { ...factsV2, simulated: false, device: { ...factsV2.device, firmware: 'simulated-gateway' } },
      ['facts.simulated'],
    ],
    ['a measured position that is not called fixed', { ...factsV2, position }, ['facts.positionFixed']],
    [
      'a fixed position that was typed',
      { ...factsV2, position: { ...position, source: 'typed', fix: null }, positionFixed: true },
      ['facts.positionFixed'],
    ],
    ['fixes of a typed position', { ...factsV2, position: { ...position, source: 'typed' } }, ['facts.position']],
    ['no fixes of a measured one', { ...factsV2, position: { ...position, fix: null }, positionFixed: true }, ['facts.position']],
    [
      'another position than was measured',
      { ...factsV2, position: { ...position, lat: 51 }, positionFixed: true },
      ['facts.position'],
    ],
    [
      'scatter that cannot be',
      { ...factsV2, position: { ...position, fix: { ...fix, scatterMaxM: 1 } }, positionFixed: true },
      ['facts.position'],
    ],
  ])('[PV2] [PV4] do not hold for %s', (_what, facts, found) => {
    expect(places(sign(facts))).toEqual(found)
  })
})

describe('a proof and a registration', () => {
  const { proof, registration } = gatewayFacts
  if (!proof || !registration) throw new Error('the facts have both')
  const otherTxn = `${txn.slice(0, 40)}${txn[40] === 'A' ? 'B' : 'A'}${txn.slice(41)}`
  const stepsWithout = (kind: string) => gatewayFacts.steps.filter((each) => each.kind !== kind)

  it.each<[string, Partial<ProvisioningFacts>, string[]]>([
    ['called proved without a proof', { proof: null }, ['facts.proved']],
    ['a proof that is not called one', { proved: false }, ['facts.proved']],
    ['a changed transaction', { proof: { ...proof, txn: otherTxn } }, ['facts.proof']],
    ['no transaction', { proof: { ...proof, txn: 'AAAA' } }, ['facts.proof']],
    ['another challenge', { proof: { ...proof, challenge: address } }, ['facts.proof']],
    ['a challenge that is no address', { proof: { ...proof, challenge: 'x' } }, ['facts.proof']],
    ['another kind of key', { proof: { ...proof, keyKind: 'p256' } }, ['facts.proof']],
    [
      'the key of another device',
      { identifiers: [{ kind: 'helium-key', value: proof.challenge }] },
      ['facts.proof', 'facts.registration'],
    ],
    ['a proof that nobody asked for', { steps: stepsWithout('prove') }, ['facts.proof']],
    ['a registration that nobody asked for', { steps: stepsWithout('register') }, ['facts.registration']],
    ['a changed registration', { registration: { ...registration, txn: otherTxn } }, ['facts.registration']],
    ['another owner', { registration: { ...registration, owner: address } }, ['facts.registration']],
    ['another payer', { registration: { ...registration, payer: address } }, ['facts.registration']],
    ['a payer left out', { registration: { ...registration, payer: null } }, ['facts.registration']],
    ['an owner that is no address', { registration: { ...registration, owner: '' } }, ['facts.registration']],
  ])('[PV3] do not hold with %s', (_what, changed, found) => {
    expect([...new Set(places(sign({ ...gatewayFacts, ...changed })))]).toEqual(found)
  })
})

describe('steps', () => {
  const steps = (...list: ProvisioningFacts['steps']) =>
    places(sign({ ...factsV2, elapsedMs: 60_000, evidence: factsV2.evidence, steps: list }))
  const done = step('identify', 0, 100)

  it('[PV5] hold in order and within the time of the session, also one whose end nobody saw', () => {
    expect(steps(done, { kind: 'connect', startedMs: 100, endedMs: null, outcome: null }, step('identify', 100, 200))).toEqual([])
  })

  it.each<[string, ProvisioningFacts['steps'], string[]]>([
    ['nobody identified the device', [], ['facts.steps']],
    ['it was tried only', [{ ...done, outcome: 'session.silent' }], ['facts.steps']],
    ['two at once', [done, step('identify', 50, 200)], ['facts.steps.1']],
    ['one ended before it began', [{ ...done, startedMs: 200 }], ['facts.steps.0']],
    ['one is later than signing', [step('identify', 0, 60_001)], ['facts.steps.0']],
    ['one has ended without an outcome', [done, { ...step('identify', 200, 300), outcome: null }], ['facts.steps.1']],
    ['one goes on with an outcome', [done, { ...step('identify', 200, 300), endedMs: null }], ['facts.steps.1']],
  ])('[PV5] do not hold when %s', (_what, list, found) => {
    expect(steps(...list)).toEqual(found)
  })
})

describe('evidence', () => {
  const { evidence } = factsV2
  if (!evidence) throw new Error('the facts have evidence')
  const withEvidence = (changed: Partial<typeof evidence>) => places(sign({ ...factsV2, evidence: { ...evidence, ...changed } }))
  const [first, ...rest] = evidence.exchanges
  if (!first) throw new Error('something was said')

  it('[PV6] does not hold when a byte, an order, a count or a time is another', () => {
    const hex = first.hex.replace(/^../, 'ee')
    expect(withEvidence({ exchanges: [{ ...first, hex }, ...rest] })).toEqual(['facts.evidence.sha256'])
    expect(withEvidence({ exchanges: [{ ...first, from: 'device' }, ...rest] })).toEqual(['facts.evidence.sha256'])
    expect(withEvidence({ exchanges: rest })).toEqual(['facts.evidence.bytes', 'facts.evidence.sha256'])
    expect(withEvidence({ bytes: evidence.bytes + 1 })).toEqual(['facts.evidence.bytes'])
    expect(withEvidence({ exchanges: [{ ...first, atMs: 999_999_999 }, ...rest] })[0]).toBe('facts.evidence.exchanges.0')
  })

  it('[PV6] of which much was dropped is still counted', () => {
    const transcript = new Transcript()
    for (let at = 0; at < 100; at++) transcript.add('device', new Uint8Array(1_000).fill(at), at * 10)
    const dropped = transcript.evidence()
    expect(dropped.droppedBytes).toBeGreaterThan(0)
    const places2 = (changed: Partial<typeof dropped>) =>
      places(sign({ ...factsV2, elapsedMs: 60_000, evidence: { ...dropped, ...changed } }))
    expect(places2({})).toEqual([])
    expect(places2({ droppedBytes: dropped.droppedBytes + 1 })).toEqual(['facts.evidence.bytes'])
  })

  /** The same run as if nobody had cut anything out. */
  function uncut(): Evidence {
    const clear = Buffer.from(trainingPassword).toString('hex')
    const transcript = new Transcript()
    for (const { from, hex, atMs } of evidence?.exchanges ?? []) {
      transcript.add(from, Buffer.from(hex.replace('**'.repeat(trainingPassword.length), clear), 'hex'), atMs)
    }
    return transcript.evidence()
  }

  it('[PV6] with a Wi-Fi password that was not cut out is found, whole or in part', () => {
    expect(evidence.exchanges.map(({ hex }) => hex).join()).toContain('**'.repeat(trainingPassword.length))
    expect(withEvidence(uncut())).toEqual([expect.stringMatching(/^facts\.evidence\.exchanges\.\d+$/)])
    const readable = evidence.exchanges.findIndex(({ hex }) => hex.includes('**'))
    const exchanges = evidence.exchanges.map((exchange, at) =>
      at === readable ? { ...exchange, hex: exchange.hex.replace('**', '63') } : exchange,
    )
    expect(withEvidence({ exchanges })).toEqual(['facts.evidence.sha256', `facts.evidence.exchanges.${readable}`])
  })

  it('[PV6] with a console password that was not cut out is found', () => {
    const said = (typed: string, isHidden: boolean, prompt = 'Password: ') => {
      const transcript = new Transcript()
      if (isHidden) transcript.hide(typed)
      transcript.add('device', Buffer.from('gateway login: '), 10)
      transcript.add('host', Buffer.from('pi\r'), 20)
      transcript.add('device', Buffer.from(`pi\r\n${prompt}`), 30)
      transcript.add('host', Buffer.from(`${typed}\r`), 40)
      transcript.add('device', Buffer.from('\r\nLast login: never\r\npi@gateway:~$ '), 50)
      transcript.add('host', Buffer.from('uname -a\r'), 60)
      const steps = [step('identify', 0, 5), { kind: 'log-in' as const, startedMs: 5, endedMs: 100, outcome: 'done' }]
      return places(
        sign({ ...gatewayFacts, proved: false, proof: null, registration: null, steps, evidence: transcript.evidence() }),
      )
    }
    expect(said('raspberry', true)).toEqual([])
    expect(said('', true)).toEqual([])
    expect(said('raspberry', false)).toEqual(['facts.evidence.exchanges.3'])
    expect(said('raspberry', false, '[sudo] password for pi: ')).toEqual(['facts.evidence.exchanges.3'])
    expect(said('ls', false, 'pi@gateway:~$ ')).toEqual([])
  })
})

describe('notes on a record that holds', () => {
  const measured = (change: Partial<typeof fix>, facts: Partial<ProvisioningFacts> = {}): ProvisioningFacts => {
    const place = { lat: fix.lat, lng: fix.lng, source: 'gnss' as const, fix: { ...fix, ...change } }
    return { ...factsV2, position: place, positionFixed: true, ...facts }
  }
  const real = {
    simulated: false,
    device: { ...factsV2.device, firmware: 'fw' },
    port: { ...factsV2.port, path: '/dev/ttyUSB0' },
  }
  const notes = (facts: ProvisioningFacts) => verifyProvisioning(sign(facts)).map(({ where, isNote }) => [where, isNote])

  it('[PV8] a date whole eras back is said, also of a training device; one of the same year is not', () => {
    const longAgo = { firstTime: '2006-05-18T10:00:00.000Z', lastTime: '2006-05-18T10:00:20.000Z' }
    expect(notes(measured(longAgo))).toEqual([['facts.position.fix', true]])
    expect(notes(measured(longAgo, real))).toEqual([['facts.position.fix', true]])
    expect(notes(measured({ firstTime: '2000-01-01T00:00:00.000Z', lastTime: '2000-01-01T00:00:20.000Z' }, real))).toEqual([
      ['facts.position.fix', true],
    ])
    expect(notes(measured({}))).toEqual([])
    expect(notes(measured({ firstTime: 'yesterday' }, real))).toEqual([['facts.position.fix', true]])
  })

  it.each(['corrected', 'installation', 'doubtful'] as const)('[PV8] a date that was %s is said', (dateNote) => {
    expect(notes(measured({ dateNote }))).toEqual([['facts.position.fix', true]])
  })

  it('[PV8] a module without its DevEUI and a chip without its MAC address are said', () => {
    expect(notes({ ...factsV2, driver: 'rak-at', identifiers: [] })).toContainEqual(['facts.identifiers', true])
    expect(notes({ ...factsV2, driver: 'esp32-rom', identifiers: [] })).toContainEqual(['facts.identifiers', true])
    const eui = { kind: 'dev-eui', value: 'AC1F09FFFE000001' } as const
    expect(notes({ ...factsV2, driver: 'rak-at', identifiers: [eui] })).toEqual([])
  })

  it('[PV8] what a receiver did not tell is unknown in its record, and the record holds', () => {
    expect(notes(measured({ hdop: null, satellites: null }))).toEqual([])
  })
})
