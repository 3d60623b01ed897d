import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { checkAddGateway } from './checkAddGateway'
import { readAddOutput, readKeyInfo } from './gatewayOutput'
import { readHeliumAddress } from './heliumKey'

const vectors = readFixtureJson('recordings/serial/helium-key-vectors.json') as {
  keyInfo: { key: string; name: string; onboarding: string }
  add: { address: string; txn: string; owner: string; payer: string; mode: string }
  eccCompact: { address: string }
}
const keyJson = JSON.stringify(vectors.keyInfo, null, 2)
const addJson = JSON.stringify(vectors.add, null, 2)

describe('the key that gateway-rs names', () => {
  it.each([
    ['alone', keyJson],
    ['with CR LF', keyJson.replaceAll('\n', '\r\n')],
    ['between log lines', `INFO {x} starting\n{"level":"info"}\n${keyJson}\n{"done":true}\n`],
    ['after a version', `helium_gateway 1.3.0\n${keyJson}`],
  ])('%s', (_what, output) => {
    expect(readKeyInfo(output)).toEqual(vectors.keyInfo)
  })

  it('is called an address by older versions', () => {
    expect(readKeyInfo(JSON.stringify({ address: vectors.keyInfo.key, name: vectors.keyInfo.name }))).toEqual({
      ...vectors.keyInfo,
      onboarding: null,
    })
  })

  it('may be of a secure element', () => {
    expect(readKeyInfo(JSON.stringify({ key: vectors.eccCompact.address }))).toEqual({
      key: vectors.eccCompact.address,
      name: null,
      onboarding: null,
    })
  })

  it('is refused when a letter of it is another', () => {
    const forged = keyJson.replace('13GAP', '13GBP')
    expect(() => readKeyInfo(forged)).toThrow(expect.objectContaining({ code: 'helium.bad-address' }))
  })

  it('has no name or onboarding key that is none', () => {
    const odd = { ...vectors.keyInfo, name: '<b>\u202e', onboarding: 'none' }
    expect(readKeyInfo(JSON.stringify(odd))).toEqual({ ...vectors.keyInfo, name: null, onboarding: null })
  })

  it('is not there in anything else', () => {
    for (const output of ['', '{}', '{"key":1}', '{"key":', '[1]', 'Error: {no key}', 'null'])
      expect(readKeyInfo(output)).toBeNull()
  })

  it('is looked for in time that grows with the text', () => {
    const bad = `${'{"a":'.repeat(10_000)}${'{'.repeat(10_000)}${'}'.repeat(10_000)}${'{"'.repeat(10_000)}`
    expect(readKeyInfo(bad)).toBeNull()
    expect(readKeyInfo(`${bad}"}${keyJson}`)).toEqual(vectors.keyInfo)
  })
})

describe('the transaction that gateway-rs prints', () => {
  it('is found, with its mode', () => {
    expect(readAddOutput(`log {a: 1}\n${addJson}\n`)).toEqual({ txn: vectors.add.txn, mode: 'dataonly' })
    expect(readAddOutput('{"txn":""}')).toBeNull()
    expect(readAddOutput(keyJson)).toBeNull()
  })

  const owner = readHeliumAddress(vectors.add.owner)
  const expected = { owner, gateway: vectors.add.address, payer: readHeliumAddress(vectors.add.payer) }

  it('is the one that was asked for, by the published vector', () => {
    expect(checkAddGateway(vectors.add.txn, expected).signatureHolds).toBe(true)
  })

  it.each([
    ['owner', { owner: readHeliumAddress(vectors.keyInfo.key) }, 'helium.other-owner'],
    ['owner of another kind', { owner: readHeliumAddress(vectors.eccCompact.address) }, 'helium.other-owner'],
    ['gateway', { gateway: vectors.eccCompact.address }, 'helium.other-gateway'],
    ['payer', { payer: readHeliumAddress(vectors.keyInfo.key) }, 'helium.other-payer'],
  ])('of another %s is refused', (_what, change, code) => {
    expect(() => checkAddGateway(vectors.add.txn, { ...expected, ...change })).toThrow(expect.objectContaining({ code }))
  })

  it('is read from any text without a fault', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('{', '}', '"txn"', ':', '"AA=="', ',', addJson, keyJson), fc.string())),
        (parts) => {
          const found = readAddOutput(parts.join(''))
          expect(found === null || found.txn.length > 0).toBe(true)
        },
      ),
    )
  })
})
