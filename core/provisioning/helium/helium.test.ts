import { ed25519 } from '@noble/curves/ed25519.js'
import { base64 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { Problem } from '../../model/problem'
import { readAddGateway } from './addGateway'
import { heliumAddress, heliumSignatureHolds, readHeliumAddress, readHeliumKey, solanaAddress } from './heliumKey'

const vectors = readFixtureJson('recordings/serial/helium-key-vectors.json') as {
  keyInfo: { key: string }
  add: { address: string; txn: string; owner: string; payer: string }
  eccCompact: { address: string; message_utf8: string; sig_der_hex: string }
}

describe('Helium addresses', () => {
  it.each([vectors.keyInfo.key, vectors.eccCompact.address])('%s is read and written back', (address) => {
    expect(heliumAddress(readHeliumAddress(address))).toBe(address)
  })

  it('takes a Solana address for the Ed25519 key that it is', () => {
    const owner = readHeliumAddress(vectors.add.owner)
    expect(owner.kind).toBe('ed25519')
    expect(solanaAddress(owner)).toBe(vectors.add.owner)
    expect(solanaAddress(readHeliumAddress(vectors.eccCompact.address))).toBeNull()
  })

  it('refuses a mistyped letter', () => {
    const typo = vectors.keyInfo.key.replace('q5', 'q6')
    expect(() => readHeliumAddress(typo)).toThrow(expect.objectContaining({ code: 'helium.bad-address' }))
  })

  it('refuses keys of other kinds and lengths', () => {
    for (const bytes of [new Uint8Array(33).fill(2), new Uint8Array(32), new Uint8Array(33).fill(0x20)]) {
      expect(() => readHeliumKey(bytes)).toThrow(expect.objectContaining({ code: 'helium.bad-key' }))
    }
  })
})

it('verifies the published P-256 signature, and no other message', () => {
  const key = readHeliumAddress(vectors.eccCompact.address)
  const signature = Buffer.from(vectors.eccCompact.sig_der_hex, 'hex')
  expect(key.kind).toBe('p256')
  expect(heliumSignatureHolds(key, Buffer.from(vectors.eccCompact.message_utf8), signature)).toBe(true)
  expect(heliumSignatureHolds(key, Buffer.from('hello worle'), signature)).toBe(false)
})

it('takes no signature that was made up without a secret, for a key of small order', () => {
  const identity = Uint8Array.from({ length: 32 }, (_byte, at) => (at === 0 ? 1 : 0))
  const madeUp = Uint8Array.from([...identity, ...new Uint8Array(32)])
  expect(ed25519.verify(madeUp, Uint8Array.of(1), identity, { zip215: true })).toBe(true)
  const key = readHeliumKey(Uint8Array.from([1, ...identity]))
  expect(heliumSignatureHolds(key, Uint8Array.of(1), madeUp)).toBe(false)
})

describe('the add-gateway transaction', () => {
  it('is read and verified as published', () => {
    const read = readAddGateway(vectors.add.txn)
    expect(read).toMatchObject({ gatewayAddress: vectors.add.address, signatureHolds: true })
    expect(solanaAddress(read.owner)).toBe(vectors.add.owner)
    expect(read.payer && solanaAddress(read.payer)).toBe(vectors.add.payer)
    expect(read.owner).toEqual(readHeliumAddress(read.ownerAddress))
    expect(read.gateway.kind).toBe('ed25519')
  })

  it('does not hold once any byte of it is changed', () => {
    const bytes = base64.decode(vectors.add.txn)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        try {
          expect(readAddGateway(base64.encode(changed)).signatureHolds).toBe(false)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Problem)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('proves a fresh challenge: the owner is a key that was made for this once', () => {
    const { secretKey: gatewaySecret, publicKey } = ed25519.keygen()
    const challenge = Uint8Array.from([1, ...ed25519.keygen().publicKey])
    const gateway = Uint8Array.from([1, ...publicKey])
    const field = (number: number, value: Uint8Array) => [number * 8 + 2, value.length, ...value]
    const unsigned = Uint8Array.from([...field(1, challenge), ...field(2, gateway)])
    const signature = ed25519.sign(unsigned, gatewaySecret)
    const message = [...field(1, challenge), ...field(2, gateway), ...field(4, signature)]
    const txn = base64.encode(Uint8Array.from([10, (message.length % 128) | 128, message.length >> 7, ...message]))
    const read = readAddGateway(txn)
    expect(read.signatureHolds).toBe(true)
    expect(read.owner.bytes).toEqual(challenge)
    expect(read.payer).toBeNull()
  })

  it('takes any bytes and names what is wrong', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readAddGateway(base64.encode(bytes))).toThrow(Problem)
      }),
    )
  })
})
