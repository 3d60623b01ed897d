import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { provisioningBytes } from './provisioningBytes'
import type { ProvisioningFacts, ProvisioningFile } from './provisioningFile'
import { verifyProvisioning } from './verifyProvisioning'

const secretKey = new Uint8Array(32).fill(7)
const publicKey = bytesToHex(ed25519.getPublicKey(secretKey))

const facts: ProvisioningFacts = {
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

const sign = (signed: ProvisioningFacts): ProvisioningFile => ({
  format: 'commonmast-provisioning-v1',
  facts: signed,
  publicKey,
  signature: bytesToHex(ed25519.sign(provisioningBytes(signed), secretKey)),
})
const places = (file: unknown) => verifyProvisioning(file).map(({ where }) => where)

describe('a signed provisioning', () => {
  it('holds, also after a trip through JSON with its keys in another order', () => {
    const file = JSON.parse(JSON.stringify(sign(facts))) as ProvisioningFile
    file.facts = Object.fromEntries(Object.entries(file.facts).reverse()) as ProvisioningFacts
    expect(verifyProvisioning(file)).toEqual([])
  })

  it('signs the canonical UTF-8 of its facts', () => {
    const text = Buffer.from(provisioningBytes(facts)).toString('utf8')
    expect(text.startsWith('{"connected":true,"device":{"chip":"ESP32-C3"')).toBe(true)
    expect(text).toContain('Dachgarten Köln')
    expect(text).not.toMatch(/\n|": /)
  })

  it.each([
    ['a fact changed', { ...facts, connected: false, network: null }],
    ['a fact added', { ...facts, approvedBy: 'nobody' }],
    ['another position', { ...facts, position: { lat: 0, lng: 0, source: 'typed' } }],
  ])('does not hold with %s', (_name, changed) => {
    expect(places({ ...sign(facts), facts: changed })).toEqual(['signature'])
  })

  it('does not hold under another key, nor under one that is no point', () => {
    expect(places({ ...sign(facts), publicKey: bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(8))) })).toEqual([
      'signature',
    ])
    expect(places({ ...sign(facts), publicKey: 'ff'.repeat(32) })).toEqual(['signature'])
  })

  it('names claims that contradict each other, although they are signed', () => {
    expect(places(sign({ ...facts, identified: false }))).toEqual(['facts.identified'])
    expect(places(sign({ ...facts, connected: false }))).toEqual(['facts.network'])
    expect(places(sign({ ...facts, startedAt: 'yesterday' }))).toEqual(['facts.startedAt'])
  })

  it('says where a document has another form, and never throws', () => {
    expect(places({ ...sign(facts), signature: 'short' })).toEqual(['signature'])
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(verifyProvisioning(anything).length).toBeGreaterThan(0)
      }),
    )
  })

  it('does not hold with any bit of the signature changed', () => {
    const file = sign(facts)
    fc.assert(
      fc.property(fc.nat(127), (at) => {
        const digit = (Number.parseInt(file.signature[at] ?? '0', 16) ^ 1).toString(16)
        const signature = file.signature.slice(0, at) + digit + file.signature.slice(at + 1)
        expect(places({ ...file, signature })).toEqual(['signature'])
      }),
      { numRuns: 30 },
    )
  })
})
