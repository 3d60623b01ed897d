/** Faults of tokens, executors and nonces that a payout meets on a real chain, through the commands that a person uses. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { numberToHex } from 'viem/utils'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { ACCOUNTS, KEYS } from '#core/treasury/payout/examplePayoutV4'
import { type PayoutInputV4, preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { signedHashAt } from '#core/treasury/payout/signedHash'
import { readContract, TOKEN_ABI } from '../chain/readContract'
import { type ChainBed, openChainBed } from '../chain/testing/chainBed'
import { deployToken } from '../chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts, type SafeContracts } from '../chain/testing/safeContracts'
import { startProxy } from '../chain/testing/startProxy'
import { largeSplit } from '../services/testing/largeSplit'
import { runCommand } from './testing/runCommand'

const SUPPLY = 10n ** 15n
const CHAIN = 'eip155:31337'
const OWNERS = ACCOUNTS.slice(0, 3).map(({ address }) => address)
let folder: string
let bed: ChainBed
let contracts: SafeContracts
let salt = 0n
const file = (name: string) => join(folder, name)

beforeAll(async () => {
  bed = await openChainBed()
  contracts = await deploySafeContracts(bed, '1.4.1')
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-faults-'))
})
afterEach(() => rm(folder, { recursive: true }))
afterAll(() => bed.stop())

async function newSafe(): Promise<Address> {
  salt += 1n
  return createSafe(bed, contracts, { owners: OWNERS, threshold: 2, salt })
}

function payoutOf(safe: Address, token: Address, payees: number, changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> {
  return preparePayoutV4({
    split: largeSplit('january', payees, 10n ** 12n),
    treasury: {
      ...{ kind: 'safe', chain: CHAIN, address: safe, version: '1.4.1', owners: OWNERS, threshold: 2 },
      multiSendCallOnly: contracts.multiSendCallOnly,
    },
    token: { chain: CHAIN, address: token, symbol: 'WXM', decimals: 6, codeHash: null },
    ...{ method: 'safe', settings: { kind: 'safe', firstNonce: 0n }, previous: [] },
    ...(changes.replaces ? {} : { first: true }),
    ...changes,
  })
}

/** Writes the payout with the confirmations of two owners. @returns the options that name these */
async function signed(payout: PayoutFileV4, name = 'payout'): Promise<string[]> {
  await writeFile(file(`${name}.json`), JSON.stringify(payout))
  const paths: string[] = []
  for (const { at } of payout.transactions) {
    for (const key of KEYS.slice(0, 2)) {
      const owner = privateKeyToAccount(key)
      const signedHash = signedHashAt(payout, at)
      const confirmation = {
        ...{ format: 'commonmast-confirmation-v1', payoutSha256: payout.contentSha256, at, signedHash, signer: owner.address },
        ...{ signature: await owner.sign({ hash: signedHash }), simulated: false, device: '', derivationPath: '', shown: [] },
        signedAt: '2026-11-20T12:00:00.000Z',
      }
      const path = file(`${name}-${at}-${owner.address}.json`)
      await writeFile(path, JSON.stringify(confirmation))
      paths.push('--confirmation', path)
    }
  }
  return paths
}

const broadcast = (confirmations: string[], { name = 'payout', rpc = bed.anvil.url, more = [] as string[] } = {}) =>
  runCommand([
    ...['broadcast', '--payout', file(`${name}.json`), '--rpc', rpc, '--out', file(`${name}-moves.json`), '--wait', '10'],
    ...['--executor-account', bed.account(4).address, ...confirmations, ...more],
  ])
const reconcile = async (name = 'payout') => {
  const { exitCode, stdout } = await runCommand([
    ...['reconcile', '--payout', file(`${name}.json`), '--rpc', bed.anvil.url, '--out', file(`${name}-moves.json`)],
  ])
  return { exitCode, report: JSON.parse(stdout) }
}
const held = async (token: Address, address: string) =>
  readContract(bed.chain, (await bed.chain.head()).number, {
    ...{ address: token, abi: TOKEN_ABI, functionName: 'balanceOf', args: [address as Address] as const },
  })

it('a token that answers false pays nobody, and is never called paid', async () => {
  const safe = await newSafe()
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'FalseToken'), [safe, SUPPLY])
  const payout = await payoutOf(safe, token, 3)
  expect(await broadcast(await signed(payout))).toMatchObject({ exitCode: 0 })
  const { exitCode, report } = await reconcile()
  expect(exitCode).toBe(1)
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid' })
  expect(report.unpaid).toEqual(
    payout.payees.map(({ address, amountBaseUnits }) => ({ address, missingBaseUnits: amountBaseUnits })),
  )
})

it('a token that keeps a fee leaves each payee short by it, to the unit', async () => {
  const safe = await newSafe()
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'FeeToken'), [safe, SUPPLY])
  const payout = await payoutOf(safe, token, 3)
  await broadcast(await signed(payout))
  const { report } = await reconcile()
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid' })
  for (const [place, { address, amountBaseUnits }] of payout.payees.entries()) {
    const received = (await held(token, address)) ?? 0n
    expect(received).toBeLessThan(BigInt(amountBaseUnits))
    expect(report.unpaid[place]).toEqual({ address, missingBaseUnits: (BigInt(amountBaseUnits) - received).toString() })
  }
})

it('an executor that runs out of gas pays nobody, and the same transaction of the Safe is sent again and pays once', async () => {
  const safe = await newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await payoutOf(safe, token, 3)
  const confirmations = await signed(payout)
  // A node that estimates far too little.
  const stingy = await startProxy(bed.anvil.url, async ({ method, id }, honest) =>
    method === 'eth_estimateGas' ? { jsonrpc: '2.0', id, result: numberToHex(60_000) } : await honest(),
  )
  try {
    const failed = await broadcast(confirmations, { rpc: stingy.url })
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('failed in') })
  } finally {
    await stingy.stop()
  }
  expect(await held(token, safe)).toBe(SUPPLY)
  expect(await broadcast(confirmations)).toMatchObject({ exitCode: 0 })
  expect(await reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
  for (const { address, amountBaseUnits } of payout.payees) expect(await held(token, address)).toBe(BigInt(amountBaseUnits))
})

it('a nonce in the middle that another transaction took leaves out its payees alone, and only they are paid by the next payout', async () => {
  const safe = await newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await payoutOf(safe, token, 150)
  const confirmations = await signed(payout)
  expect(await broadcast(confirmations, { more: ['--at', '0'] })).toMatchObject({ exitCode: 0 })
  // Another payout of the same Safe is signed for the nonce of the second transaction.
  const other = await payoutOf(safe, token, 2, {
    split: largeSplit('other', 2, 10n ** 9n),
    settings: { kind: 'safe', firstNonce: 1n },
  })
  expect(await broadcast(await signed(other, 'other'), { name: 'other' })).toMatchObject({ exitCode: 0 })
  expect(await broadcast(confirmations)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[broadcast.nonce-taken]'),
  })
  const { report } = await reconcile()
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid', findings: [{ code: 'broadcast.nonce-taken' }] })
  const leftOut = payout.payees.slice(100)
  expect(report.unpaid.map(({ address }: { address: string }) => address)).toEqual(leftOut.map(({ address }) => address))

  const moves = JSON.parse(await readFile(file('payout-moves.json'), 'utf8'))
  const again = await payoutOf(safe, token, 150, {
    settings: { kind: 'safe', firstNonce: 2n },
    replaces: { payout, reason: 'the nonce was taken', unpaid: moves.moves.at(-1).fact.unpaid },
  })
  expect(again.payees).toEqual(leftOut)
  expect(await broadcast(await signed(again, 'again'), { name: 'again' })).toMatchObject({ exitCode: 0 })
  expect((await reconcile('again')).report).toMatchObject({ isPaid: true })
  for (const { address, amountBaseUnits } of payout.payees) expect(await held(token, address)).toBe(BigInt(amountBaseUnits))
})

it('a confirmation for another Safe, or for the same one on another chain, is refused and nothing is sent', async () => {
  const [safe, twin] = [await newSafe(), await newSafe()]
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await payoutOf(safe, token, 3)
  const confirmations = await signed(payout)
  const elsewhere = await payoutOf(twin, token, 3)
  await writeFile(file('payout.json'), JSON.stringify(elsewhere))
  expect(await broadcast(confirmations)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[confirmation.other-payout]'),
  })
  const other = await openChainBed({ chainId: 1337 })
  try {
    await writeFile(file('payout.json'), JSON.stringify(payout))
    const refused = await broadcast(confirmations, { rpc: other.anvil.url })
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[node.other-chain]') })
  } finally {
    await other.stop()
  }
  expect(await held(token, safe)).toBe(SUPPLY)
})

it('an account pays its payees in the order of its nonces, and a gap is said before anything is sent', async () => {
  const key = KEYS[0] as Hex
  const owner = privateKeyToAccount(key)
  await bed.anvil.rpc('anvil_setBalance', [owner.address, numberToHex(10n ** 20n)])
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: owner.address })
  const payout = await payoutOf(owner.address, token, 2, {
    treasury: { kind: 'account', chain: CHAIN, address: owner.address },
    method: 'transfers',
    settings: {
      ...{ kind: 'account', type: 'eip1559', firstNonce: 0, gasLimit: '90000' },
      ...{ maxFeePerGasWei: '20000000000', maxPriorityFeePerGasWei: '1000000000' },
    },
  })
  const confirmations = (await signed(payout)).filter((option, place, all) =>
    (option === '--confirmation' ? all[place + 1] : option)?.includes(owner.address),
  )
  const plain = ['broadcast', '--payout', file('payout.json'), '--rpc', bed.anvil.url, '--out', file('payout-moves.json')]
  const gap = await runCommand([...plain, ...confirmations, '--at', '1', '--wait', '0'])
  expect(gap).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[broadcast.') })
  expect(await held(token, owner.address)).toBe(SUPPLY)
  expect(await runCommand([...plain, ...confirmations])).toMatchObject({ exitCode: 0 })
  expect(await reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
})
