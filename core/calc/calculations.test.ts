import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import type { Calculation } from './calculation'
import { calculations, recompute } from './calculations'

type Json = Record<string, unknown>

function vectors(name: string): Json & { cases: Json[] } {
  return readFixtureJson(`vectors/${name}.json`) as Json & { cases: Json[] }
}

function calculation(name: string): Calculation {
  const found = calculations[name]
  if (!found) throw new Error(`${name} is a calculation`)
  return found
}

/** A copy with the named fields removed or spoiled at every depth. */
function without(value: unknown, fields: readonly string[], spoil: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, fields, spoil))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
    if (!fields.includes(key)) return [[key, without(child, fields, spoil)]]
    return spoil ? [[key, 'nonsense']] : []
  })
  return Object.fromEntries(entries)
}

describe.each([
  ['reward_largest_remainder', ['expected']],
  ['evm_openzeppelin_standard_merkle_tree', ['root', 'leaves', 'multiproof_0_1', 'tree', 'treeIndex']],
  ['evm_uniswap_merkle_distributor', ['root', 'total', 'index', 'leaf', 'proof']],
  ['evm_safe_tx_hash', ['domain_separator', 'struct_hash', 'safe_tx_hash']],
  ['evm_calldata', ['calldata', 'selectors']],
  ['evm_splits_v2', ['valid', 'abi_encoded_sha_len', 'hash', 'distributor_reward', 'amounts', 'dust_left']],
])('calc %s', (name, derived) => {
  it('gives the published file from the published file', async () => {
    expect(await recompute(calculation(name), vectors(name))).toEqual(vectors(name))
  })

  it('gives the same with every derived field missing', async () => {
    expect(await recompute(calculation(name), without(vectors(name), derived, false))).toEqual(vectors(name))
  })

  it('gives the same with nonsense in every derived field', async () => {
    const spoiled = without(
      vectors(name),
      derived.filter((field) => field !== 'multiproof_0_1'),
      true,
    )
    expect(await recompute(calculation(name), spoiled)).toEqual(vectors(name))
  })

  it('takes an array of cases', async () => {
    const { cases } = vectors(name)
    expect(await recompute(calculation(name), without(cases, derived, false))).toEqual(cases)
  })
})

describe('calc evm_openzeppelin_standard_merkle_tree beyond the published cases', () => {
  const tree = calculation('evm_openzeppelin_standard_merkle_tree')
  const letters = { leafEncoding: ['string'], values: [['a'], ['b'], ['c'], ['d'], ['e']] }

  it('gives the multiproofs that the names of fields ask for, as OpenZeppelin does, whatever stood there', async () => {
    const [got] = (await recompute(tree, [{ ...letters, multiproof_1_2_4: 'nonsense', multiproof_3: null }])) as Json[]
    const reference = StandardMerkleTree.of(letters.values, letters.leafEncoding)
    for (const positions of [[0, 1], [1, 2, 4], [3]]) {
      const { leaves, proof, proofFlags } = reference.getMultiProof(positions)
      expect(got).toMatchObject({ [`multiproof_${positions.join('_')}`]: { leaves, proof, flags: proofFlags } })
    }
    const [ignored] = (await recompute(tree, [{ ...letters, multiproof_1_5: {}, multiproof_2_2: {} }])) as Json[]
    expect(Object.keys(ignored ?? {}).filter((field) => field.startsWith('multiproof'))).toEqual(['multiproof_0_1'])
  })

  it('takes addresses in any letters, because a leaf is hashed from bytes', async () => {
    const address = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
    const spellings = [address, address.toLowerCase(), `0x${address.slice(2).toUpperCase()}`, address.replace('Ade2', 'ade2')]
    const roots = spellings.map(async (spelling) => {
      const [got] = (await recompute(tree, [{ leafEncoding: ['address'], values: [[spelling]] }])) as Json[]
      return got?.root
    })
    expect(new Set(await Promise.all(roots))).toEqual(new Set([StandardMerkleTree.of([[address]], ['address']).root]))
  })

  it('refuses numbers that JSON has rounded already', async () => {
    const rounded = JSON.parse('[{"leafEncoding":["uint256"],"values":[[9007199254740993]]}]')
    await expect(recompute(tree, rounded)).rejects.toThrow(expect.objectContaining({ code: 'calc.bad-case' }))
    const shares = calculation('reward_largest_remainder')
    const large = JSON.parse('[{"total":9007199254740993,"weights":[]}]')
    await expect(recompute(shares, large)).rejects.toThrow('write it as text')
  })
})

describe('calc evm_* with bad inputs', () => {
  const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
  const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
  const safeInput = (vectors('evm_safe_tx_hash').cases[3] as { input: Json }).input
  const split = { recipients: [ADA, BO], allocations: ['1', '1'], totalAllocation: '2', distributionIncentive: 0 }
  const half = (amount: string) => ({ account: ADA, amount })

  it.each<[name: string, given: Json, words: string]>([
    ['evm_safe_tx_hash', { input: { ...safeInput, version: '9.9.9' } }, 'Safe version "9.9.9" is not known'],
    ['evm_safe_tx_hash', { input: { ...safeInput, chainId: undefined } }, 'the hash is for one chain'],
    ['evm_safe_tx_hash', { input: { ...safeInput, chainId: 0 } }, 'the hash is for one chain'],
    ['evm_safe_tx_hash', { input: { ...safeInput, operation: 3 } }, 'input.operation'],
    ['evm_safe_tx_hash', { input: { ...safeInput, data: '0x121' } }, 'input.data'],
    ['evm_safe_tx_hash', { input: { ...safeInput, nonce: '-1' } }, 'input.nonce'],
    ['evm_safe_tx_hash', { input: { ...safeInput, value: (2n ** 256n).toString() } }, 'input.value'],
    [
      'evm_safe_tx_hash',
      { input: { ...safeInput, to: ADA.replace('Ade2', 'ade2') } },
      'input.to cannot be used (fails its checksum',
    ],
    ['evm_calldata', { fn: 'mint', args: [] }, 'The function "mint" is not known'],
    ['evm_calldata', { fn: 'transfer(address,uint128)', args: [] }, 'is not known: give one of transfer(address,uint256), '],
    ['evm_safe_tx_hash', { input: { ...safeInput, nonce: undefined } }, 'must be a whole number of 0 or more as text'],
    ['evm_calldata', { fn: 'toString', args: [] }, 'The function "toString" is not known'],
    ['evm_calldata', { fn: 'transfer', args: [ADA] }, 'args holds 1 values, but transfer takes 2'],
    ['evm_calldata', { fn: 'transfer', args: [ADA, '-1'] }, 'args.1 cannot be used'],
    ['evm_calldata', { fn: 'transfer', args: [ADA, (2n ** 256n).toString()] }, 'must be below 2^256'],
    ['evm_calldata', { fn: 'transfer', args: [`${ADA}00`, '1'] }, 'args.0 cannot be used'],
    ['evm_calldata', { fn: 'disperseEther', args: [[ADA, BO], ['1']] }, 'as many amounts as recipients (2 and 1 are given)'],
    ['evm_calldata', { fn: 'claim', args: ['0', ADA, '1', ['0x00']] }, 'args.3.0 cannot be used (must be 32 bytes'],
    [
      'evm_uniswap_merkle_distributor',
      { claims: [half('1'), { account: ADA.toLowerCase(), amount: '2' }] },
      `${ADA} has two claims`,
    ],
    ['evm_uniswap_merkle_distributor', { claims: [half('0')] }, `${ADA} has a claim of 0`],
    ['evm_uniswap_merkle_distributor', { claims: [half('1.5')] }, 'claims.0.amount cannot be used'],
    ['evm_uniswap_merkle_distributor', { claims: [] }, 'at least one claim'],
    ['evm_splits_v2', { split: { ...split, distributionIncentive: 65536 } }, 'from 0 to 65535 millionths'],
    ['evm_splits_v2', { split: { ...split, allocations: ['1', '1.5'] } }, 'split.allocations.1'],
    [
      'evm_splits_v2',
      { split: { ...split, allocations: ['0', '0'], totalAllocation: '0' }, distributions: [{ amount: '1' }] },
      'All allocations are 0',
    ],
    [
      'evm_splits_v2',
      { split: { ...split, distributionIncentive: 2 }, distributions: [{ amount: (2n ** 256n - 1n).toString() }] },
      "does not fit the contract's numbers",
    ],
  ])('%s %j says: %s', async (name, given, words) => {
    const refused = expect.objectContaining({ code: 'calc.bad-case', message: expect.stringContaining(words) })
    await expect(recompute(calculation(name), [{ id: 'odd', ...given }])).rejects.toThrow(refused)
    await expect(recompute(calculation(name), [{ id: 'odd', ...given }])).rejects.toThrow(/^case odd: /)
  })

  it('names a split that the contract does not take instead of refusing it, and distributes nothing', async () => {
    const uneven = { split: { ...split, recipients: [ADA] }, distributions: [{ amount: '5' }] }
    const [got] = (await recompute(calculation('evm_splits_v2'), [uneven])) as Json[]
    expect(got).toMatchObject({ valid: false, distributions: [], hash: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
  })

  it('takes a function by its name alone, with its contract, and with its types', async () => {
    const args = [ADA, '5']
    const given = ['transfer', 'ERC20.transfer', 'transfer(address,uint256)'].map((fn) => ({ fn, args }))
    const computed = (await recompute(calculation('evm_calldata'), given)) as Json[]
    expect(new Set(computed.map(({ calldata }) => calldata)).size).toBe(1)
  })

  it('puts claims in the order of their index, however they are given', async () => {
    const { cases } = vectors('evm_uniswap_merkle_distributor') as Json & { cases: (Json & { claims: Json[] })[] }
    const turned = cases.map((one) => ({ ...one, claims: [...one.claims].reverse() }))
    expect(await recompute(calculation('evm_uniswap_merkle_distributor'), turned)).toEqual(cases)
  })
})

describe('calc with bad inputs', () => {
  it('names the case', async () => {
    const refused = (words: RegExp) => expect.objectContaining({ code: 'calc.bad-case', message: expect.stringMatching(words) })
    const shares = calculation('reward_largest_remainder')
    await expect(recompute(shares, [{ id: 'thirds', total: '1.5', weights: [] }])).rejects.toThrow(refused(/^case thirds: total/))
    await expect(recompute(shares, ['no'])).rejects.toThrow(refused(/^case number 1/))
    const tree = calculation('evm_openzeppelin_standard_merkle_tree')
    const bad = [{ id: 'x', leafEncoding: ['uint8'], values: [['300']] }]
    await expect(recompute(tree, bad)).rejects.toThrow(refused(/^case x: Leaf 0/))
    await expect(recompute(tree, 'text')).rejects.toThrow(expect.objectContaining({ code: 'calc.not-cases' }))
  })

  it('reports what the rule itself refuses as the expected error', async () => {
    const weights = [
      { key: 'a', weight: '1' },
      { key: 'a', weight: '-1' },
    ]
    const results = await recompute(calculation('reward_largest_remainder'), [
      { id: 'n', total: '-1', weights: [] },
      { id: 'd', total: '1', weights: [weights[0], weights[0]] },
      { id: 'w', total: '1', weights: [weights[1]] },
    ])
    const errors = ['negative_total', 'duplicate_key', 'negative_weight'].map((error) => ({ expected: { error } }))
    expect(results).toMatchObject(errors)
  })
})
