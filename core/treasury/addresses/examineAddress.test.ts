import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZERO_ADDRESS } from '../../model/evmAddress'
import { type AddressSurroundings, examineAddress, isRefused } from './examineAddress'
import { knownContracts } from './knownContracts'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
/** Made to be mistaken for Ada's. */
const REDIRECT = '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const TREASURY = '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339'
const MULTISEND = '0x9641d764fc13c8B624c04430C7356C1C7C8102e2'
const DISTRIBUTOR = '0x8C8d35429F74ec245F8Ef2f4Fd1e551cFF97d650'
const TOKEN = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const FREE = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SOLANA = 'So11111111111111111111111111111111111111112'

const contracts = knownContracts(
  [
    {
      name: 'Harbour Safe',
      facts: {
        kind: 'safe',
        chain: 'eip155:8453',
        address: TREASURY,
        version: '1.4.1',
        owners: [ADA],
        threshold: 1,
        multiSendCallOnly: MULTISEND,
      },
      distributors: [{ kind: 'cumulative', address: DISTRIBUTOR, tokenAddress: TOKEN }],
    },
  ],
  [
    { facts: { chain: 'eip155:8453', address: TOKEN, symbol: 'HNT', decimals: 8, codeHash: null } },
    { facts: { chain: 'eip155:8453', address: null, symbol: 'ETH', decimals: 18, codeHash: null } },
  ],
)
const around: AddressSurroundings = {
  memberId: 'ada',
  name: 'Ada',
  members: [
    { id: 'ada', name: 'Ada', address: ADA },
    { id: 'bo', name: 'Bo', address: BO },
    { id: 'cy', name: 'Cy', address: null },
  ],
  contracts,
  paidAt: [ADA],
  isContract: null,
}
const brief = (text: string, more: Partial<AddressSurroundings> = {}) =>
  examineAddress(text, { ...around, ...more }).map(({ kind, severity }) => `${severity} ${kind}`)

describe('examineAddress', () => {
  it('[AD1] refuses what cannot be trusted or is nobody’s, and says nothing else of it', () => {
    expect(brief('0x2FDD')).toEqual(['refuse malformed'])
    expect(brief(ADA.toLowerCase())).toEqual(['refuse no-checksum'])
    expect(brief(ADA.replace('FDD', 'fDD'))).toEqual(['refuse wrong-checksum'])
    expect(brief(ZERO_ADDRESS)).toEqual(['refuse zero'])
    expect(brief('0x000000000000000000000000000000000000dEaD')).toEqual(['refuse zero'])
    expect(brief(SOLANA)).toEqual(['refuse malformed'])
  })

  it('[AD1] refuses contracts at which money is lost, whoever asks', () => {
    for (const address of [TOKEN, MULTISEND, DISTRIBUTOR]) {
      const findings = examineAddress(address, around)
      expect(findings[0]).toMatchObject({ kind: 'known-contract', severity: 'refuse' })
      expect(isRefused(findings)).toBe(true)
    }
    expect(brief(TREASURY)).toEqual(['warn known-contract', 'warn changed'])
  })

  it('[AD2] stops an address that begins and ends like the old one, with both in the sentence', () => {
    const [first, ...more] = examineAddress(REDIRECT, around)
    expect(first).toMatchObject({ kind: 'looks-like-own', severity: 'stop' })
    expect(first?.message).toContain(ADA)
    expect(more.map(({ kind }) => kind)).toEqual(['changed'])
    // Also of an address that is no longer the member's own.
    expect(brief(REDIRECT, { members: [{ id: 'ada', name: 'Ada', address: FREE }] })).toContain('stop looks-like-own')
  })

  it('[AD2] stops one that looks like another member’s, and warns of one that is shared, changed or a contract', () => {
    expect(brief(REDIRECT, { memberId: 'bo', name: 'Bo', paidAt: [] })).toEqual(['stop looks-like-other', 'note never-paid'])
    expect(brief(BO)).toEqual(['warn shared', 'warn changed'])
    expect(brief(FREE, { isContract: true })).toEqual(['warn contract', 'warn changed'])
    expect(brief(FREE, { paidAt: [], isContract: false })).toEqual(['note never-paid'])
    expect(brief(ADA)).toEqual([])
  })

  it('[AD2] says that a member who is new was never paid there', () => {
    expect(brief(ADA, { memberId: null, name: 'Dee', paidAt: [] })).toEqual(['warn shared', 'note never-paid'])
  })

  it('[AD1] takes an address of Solana for Solana alone, where capital letters are part of the key', () => {
    const solana = { kind: 'solana' as const, paidAt: [], members: [{ id: 'ada', name: 'Ada', address: SOLANA }] }
    expect(brief(SOLANA, solana)).toEqual(['note never-paid'])
    expect(brief(ADA, solana)).toEqual(['refuse malformed'])
    expect(brief('1'.repeat(32), solana)).toEqual(['refuse zero'])
    expect(brief(SOLANA.slice(1), solana)).toEqual(['refuse malformed'])
    expect(brief('So11111111111111111111111111111111111111113', solana)).not.toContain('warn shared')
  })

  it('[AD1] whatever an address is, one changed letter case or digit of it is refused', () => {
    const changed = fc.tuple(
      fc.constantFrom(ADA, BO, TREASURY, FREE),
      fc.integer({ min: 2, max: 41 }),
      fc.constantFrom(...'0123456789'),
    )
    fc.assert(
      fc.property(changed, ([address, at, digit]) => {
        fc.pre(address[at] !== digit && /[a-fA-F]/.test(address.slice(2)))
        const typed = address.slice(0, at) + digit + address.slice(at + 1)
        expect(isRefused(examineAddress(typed, around))).toBe(true)
      }),
    )
  })
})
