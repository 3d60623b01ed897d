import { describe, expect, it } from 'vitest'
import { chainKeySchema } from '../model/chainKey'
import { chainRecordSchema, tokenRecordSchema, treasuryRecordSchema } from '../model/treasuryRecords'
import { chainTemplates } from './chainTemplates'
import { checkChain } from './checkChain'
import { checkToken, tokenId } from './checkToken'
import { checkTreasury, type TypedTreasury } from './checkTreasury'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const SAFE = '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339'
const MULTISEND = '0x9641d764fc13c8B624c04430C7356C1C7C8102e2'
const TOKEN = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const SOLANA = 'So11111111111111111111111111111111111111112'
const times = { createdAt: '2026-11-30T12:00:00.000Z', updatedAt: '2026-11-30T12:00:00.000Z' }

describe('checkChain', () => {
  const base = { id: '8453', name: 'Base', symbol: 'ETH', decimals: '18' }

  it('[AD9] takes the number of a chain, or its CAIP-2 id, and none twice', () => {
    const { value } = checkChain(base, [])
    expect(value).toEqual({ id: 'eip155:8453', name: 'Base', coin: { symbol: 'ETH', decimals: 18 } })
    expect(chainRecordSchema.safeParse({ ...value, ...times }).success).toBe(true)
    expect(checkChain({ ...base, id: 'eip155:8453' }, []).value?.id).toBe('eip155:8453')
    expect(checkChain(base, [{ id: 'eip155:8453', name: 'Base' }]).faults).toEqual({ id: 'Base has this id already.' })
  })

  it('[AD9] tells the fault of every field by itself', () => {
    const { faults, value } = checkChain({ id: '0', name: ' ', symbol: 'A'.repeat(17), decimals: '37' }, [])
    expect(value).toBeNull()
    expect(Object.keys(faults).sort()).toEqual(['decimals', 'id', 'name', 'symbol'])
  })

  it('offers templates that hold, each chain once', () => {
    const ids = chainTemplates.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(chainKeySchema.safeParse(id).success).toBe(true)
    for (const { id, name, coin } of chainTemplates) {
      const typed = { id, name, symbol: coin.symbol, decimals: String(coin.decimals) }
      expect(checkChain(typed, []).value).toEqual({ id, name, coin })
    }
  })
})

describe('checkToken', () => {
  const hnt = { chain: 'eip155:8453', address: TOKEN, isNative: false, symbol: 'HNT', decimals: '8' }

  it('[AD9] is told by chain and address; the same symbol elsewhere is another token', () => {
    const { value } = checkToken(hnt, [])
    expect(value).toEqual({ chain: 'eip155:8453', address: TOKEN, symbol: 'HNT', decimals: 8, codeHash: null })
    const here = value ? [{ id: tokenId(value), facts: value }] : []
    expect(tokenRecordSchema.safeParse({ ...here[0], checked: null, ...times }).success).toBe(true)
    expect(checkToken({ ...hnt, symbol: 'XYZ' }, here).faults).toEqual({ address: 'This is HNT, which is here already.' })
    expect(checkToken({ ...hnt, chain: 'eip155:137' }, here).faults).toEqual({})
  })

  it('[AD9] wants the checksum on EVM chains, base58 on Solana, and nothing for the coin', () => {
    expect(checkToken({ ...hnt, address: TOKEN.toLowerCase() }, []).faults.address).toMatch(/no checksum/)
    expect(checkToken({ ...hnt, address: SOLANA }, []).faults.address).toMatch(/not an address/)
    expect(checkToken({ ...hnt, chain: 'solana:local', address: SOLANA }, []).value?.address).toBe(SOLANA)
    expect(checkToken({ ...hnt, isNative: true, address: '' }, []).value?.address).toBeNull()
    expect(checkToken({ ...hnt, decimals: '8.5' }, []).faults.decimals).toMatch(/whole number/)
  })
})

describe('checkTreasury', () => {
  const safe: TypedTreasury = {
    kind: 'safe',
    name: 'Harbour Safe',
    chain: 'eip155:8453',
    address: SAFE,
    signers: [
      { address: ADA, name: 'Ada', derivationPath: "44'/60'/0'/0/0" },
      { address: BO, name: 'Bo', derivationPath: '' },
    ],
    version: '1.4.1',
    threshold: '2',
    multiSendCallOnly: MULTISEND,
    distributors: [],
  }
  const faultsOf = (typed: Partial<TypedTreasury>) => checkTreasury({ ...safe, ...typed }, []).faults

  it('[AD9] makes a Safe whose owners are its signers', () => {
    const { value, faults } = checkTreasury(safe, [])
    expect(faults).toEqual({})
    expect(value?.facts).toMatchObject({ kind: 'safe', owners: [ADA, BO], threshold: 2, multiSendCallOnly: MULTISEND })
    expect(treasuryRecordSchema.safeParse({ id: 't', ...value, checked: null, ...times }).success).toBe(true)
  })

  it('[AD9] refuses a threshold above the owners, an owner twice, and the Safe as its own owner', () => {
    expect(faultsOf({ threshold: '3' })).toEqual({
      threshold: 'The number of owners who must sign must be a whole number from 1 to 2.',
    })
    const twice = [...safe.signers.slice(0, 1), { address: ADA, name: '', derivationPath: '' }]
    expect(faultsOf({ signers: twice })).toEqual({ 'signers.1.address': 'This owner is here twice.' })
    const itself = [{ address: SAFE, name: '', derivationPath: '' }, ...safe.signers]
    expect(faultsOf({ signers: itself })['signers.0.address']).toMatch(/no owner of itself/)
    const nobodys = [{ address: `0x${'1'.padStart(40, '0')}`, name: '', derivationPath: '' }, ...safe.signers]
    expect(faultsOf({ signers: nobodys })['signers.0.address']).toMatch(/nobody has the key of/)
    const delegating = '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526'
    expect(faultsOf({ multiSendCallOnly: delegating }).multiSendCallOnly).toMatch(/may run as the Safe: give MultiSendCallOnly/)
  })

  it('[AD9] refuses a path that hardens by h, and a chain of another kind', () => {
    const signers = [{ address: ADA, name: 'Ada', derivationPath: '44h/60h/0h/0/0' }]
    expect(faultsOf({ signers, threshold: '1' })['signers.0.derivationPath']).toMatch(/only ' hardens/)
    expect(faultsOf({ chain: 'solana:local' }).chain).toMatch(/another kind of chain/)
  })

  it('[AD9] an account signs for itself, on Solana by its own path', () => {
    const account = checkTreasury(
      { ...safe, kind: 'account', address: ADA, signers: [{ address: '', name: 'Ada', derivationPath: '' }] },
      [],
    )
    expect(account.value).toMatchObject({ facts: { kind: 'account', address: ADA }, signers: [{ address: ADA, name: 'Ada' }] })
    const solana = { ...safe, kind: 'solana' as const, chain: 'solana:local', address: SOLANA }
    const signer = (derivationPath: string) => [{ address: '', name: '', derivationPath }]
    expect(checkTreasury({ ...solana, signers: signer("44'/501'/0'") }, []).value?.facts).toEqual({
      kind: 'solana',
      chain: 'solana:local',
      address: SOLANA,
    })
    expect(checkTreasury({ ...solana, signers: signer("44'/60'/0'") }, []).faults['signers.0.derivationPath']).toMatch(/501/)
  })

  it('[AD9] names the same treasury, and what is wrong in a row of distributors', () => {
    const [known] = [checkTreasury(safe, []).value].filter((value) => value !== null)
    expect(checkTreasury(safe, known ? [known] : []).faults.address).toMatch(/Harbour Safe, which is here already/)
    const distributors = [{ kind: 'cumulative' as const, address: TOKEN, tokenAddress: TOKEN.toLowerCase() }]
    expect(Object.keys(faultsOf({ distributors }))).toEqual(['distributors.0.tokenAddress'])
  })
})
