import { keccak256 } from 'viem/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSnapshot } from '#core/treasury/chain/checkSnapshot'
import { isKnownSafeProxy, knownMultiSend, knownSingleton } from '#core/treasury/chain/knownSafeCode'
import { readSnapshot } from '#core/treasury/chain/snapshot'
import { compareChains } from './comparedChain'
import { openNodeChain } from './nodeChain'
import { takeSnapshot } from './takeSnapshot'
import { deployToken } from './testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from './testing/safeBed'
import { createSafe } from './testing/safeContracts'
import { startProxy } from './testing/startProxy'

describe.each(['1.3.0', '1.4.1'] as const)('a Safe %s', (version) => {
  let bed: SafeBed

  beforeAll(async () => {
    bed = await openSafeBed(version)
  })
  afterAll(() => bed.stop())

  it('[CH13] the code of Safe, proxy and MultiSendCallOnly is known by its hash', async () => {
    const hash = async (address: typeof bed.safe) => keccak256(await bed.chain.code(address, 'latest'))
    expect(knownSingleton(await hash(bed.contracts.singleton))).toEqual({ version, l2: false })
    expect(knownSingleton(await hash(bed.contracts.singletonL2))).toEqual({ version, l2: true })
    expect(isKnownSafeProxy(await hash(bed.safe))).toBe(true)
    expect(knownMultiSend(await hash(bed.contracts.multiSendCallOnly))).toBe(version)
    expect(knownSingleton(await hash(bed.contracts.handler))).toBeUndefined()
  })

  it('[CH11] a snapshot holds what the chain has at one block, and travels as a file', async () => {
    const { safe, owners } = bed
    const token = await deployToken(bed, { supplyBaseUnits: 5_000n, holder: safe })
    const payees = [newPayees(1)[0]?.payee ?? safe, token]
    const now = new Date()
    const snapshot = await takeSnapshot(bed.chain, { treasury: safe, token, executor: owners[0], payees, now })
    expect(readSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot)
    expect(snapshot).toMatchObject({
      chainId: 31_337,
      treasury: {
        kind: 'safe',
        address: safe,
        version,
        nonce: '0',
        threshold: 2,
        tokenBaseUnits: '5000',
        modules: [],
        guard: null,
      },
      token: { name: 'Mast Token', symbol: 'MAST', decimals: 18, paused: null, implementation: null },
      executor: { address: owners[0], nonce: '0', balanceWei: (10_000n * 10n ** 18n).toString() },
      payees: [{ isContract: false }, { isContract: true }],
    })
    const wants = {
      now,
      chainId: 31_337,
      treasury: { kind: 'safe' as const, address: safe, version, owners, threshold: 2 },
      token: { chainId: 31_337, address: token, symbol: 'MAST', decimals: 18, codeHash: snapshot.token?.codeHash ?? null },
      totalBaseUnits: 5_000n,
      executor: { address: owners[0], gasNeeded: 500_000n },
    }
    expect(checkSnapshot(snapshot, wants)).toEqual([])
    expect(checkSnapshot(snapshot, { ...wants, totalBaseUnits: 5_001n })).toMatchObject([{ code: 'not-enough' }])
  })

  it('[CH13] a Safe with the code for L2 is one as well, and its modules are named', async () => {
    const safe = await createSafe(bed, bed.contracts, { owners: bed.owners, threshold: 1, l2: true, salt: 1n })
    const module = bed.account(5).address
    // modules[SENTINEL] = module, modules[module] = SENTINEL; the mapping is at slot 1.
    const slot = (key: string) => keccak256(`0x${key.slice(2).toLowerCase().padStart(64, '0')}${'1'.padStart(64, '0')}`)
    const word = (value: string) => `0x${value.slice(2).toLowerCase().padStart(64, '0')}`
    await bed.anvil.rpc('anvil_setStorageAt', [safe, slot('0x1'), word(module)])
    await bed.anvil.rpc('anvil_setStorageAt', [safe, slot(module), word('0x1')])
    const { treasury } = await takeSnapshot(bed.chain, { treasury: safe, now: new Date() })
    expect(treasury).toMatchObject({ kind: 'safe', threshold: 1, modules: [module], singleton: bed.contracts.singletonL2 })
  })

  it('[CH12] a computer’s clock that is hours off is said', async () => {
    const now = new Date(Date.now() + 5 * 3_600_000)
    const { safe, owners } = bed
    const snapshot = await takeSnapshot(bed.chain, { treasury: safe, now })
    const treasury = { kind: 'safe' as const, address: safe, version, owners, threshold: 2 }
    const token = { chainId: 31_337, address: null, symbol: 'ETH', decimals: 18, codeHash: null }
    const wants = { now, chainId: 31_337, treasury, token, totalBaseUnits: 0n, executor: null }
    expect(checkSnapshot(snapshot, wants)).toMatchObject([{ code: 'clock-off', refuses: false }])
  })

  it('[CH11] an account is told from a Safe, and a contract that is neither is refused', async () => {
    const [account] = bed.owners
    const { treasury } = await takeSnapshot(bed.chain, { treasury: account, now: new Date() })
    expect(treasury).toMatchObject({ kind: 'account', nonce: '0', codeHash: null, tokenBaseUnits: null })
    const taking = (request: object) => takeSnapshot(bed.chain, { treasury: account, now: new Date(), ...request })
    await expect(taking({ treasury: bed.contracts.handler })).rejects.toMatchObject({ code: 'snapshot.unknown-contract' })
    await expect(taking({ token: account })).rejects.toMatchObject({ code: 'snapshot.no-token' })
    await expect(taking({ distributor: account })).rejects.toMatchObject({ code: 'snapshot.no-distributor' })
  })

  it('[CH15] two nodes that differ about a balance give no snapshot', async () => {
    const proxy = await startProxy(bed.anvil.url, async ({ method, id }, honest) =>
      method === 'eth_getBalance' ? { jsonrpc: '2.0', id, result: '0xffffffffffffffff' } : await honest(),
    )
    try {
      const both = await compareChains(bed.chain, await openNodeChain(proxy.url))
      const taken = takeSnapshot(both, { treasury: bed.safe, now: new Date() })
      await expect(taken).rejects.toMatchObject({
        code: 'node.disagree',
        message: expect.stringContaining(new URL(proxy.url).host),
      })
    } finally {
      await proxy.stop()
    }
  })
})
