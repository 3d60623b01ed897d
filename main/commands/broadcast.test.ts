import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { MovesFile } from '#core/treasury/model/movesFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { inputOf, splitOf } from '#core/treasury/payout/examplePayoutV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { readContract, TOKEN_ABI } from '../chain/readContract'
import { type ChainBed, openChainBed } from '../chain/testing/chainBed'
import { deployToken } from '../chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts } from '../chain/testing/safeContracts'
import { startProxy } from '../chain/testing/startProxy'
import { OWNER_ADDRESSES, OWNER_PATHS } from '../services/testing/treasuryRig'
import { runCommand } from './testing/runCommand'

const SUPPLY = 10n ** 12n
let folder: string
let bed: ChainBed
let token: Address
let payout: PayoutFileV4
let restore: () => Promise<void>
/** Both owners' confirmations of transaction 0. */
let confirmations: string[]
const file = (name: string) => join(folder, name)

/** A Safe of the simulated Ledger's accounts, two of three, and a payout of it that two of them have signed. */
beforeAll(async () => {
  bed = await openChainBed()
  const contracts = await deploySafeContracts(bed, '1.4.1')
  const safe = await createSafe(bed, contracts, { owners: OWNER_ADDRESSES, threshold: 2 })
  token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const chain = 'eip155:31337'
  payout = await preparePayoutV4(
    inputOf({
      treasury: {
        ...{ kind: 'safe', chain, address: safe, version: '1.4.1', owners: [...OWNER_ADDRESSES], threshold: 2 },
        multiSendCallOnly: contracts.multiSendCallOnly,
      },
      token: { chain, address: token, symbol: 'WXM', decimals: 6, codeHash: null },
      settings: { kind: 'safe', firstNonce: 0n },
    }),
  )
  folder = await mkdtemp(join(tmpdir(), 'commonmast-broadcast-'))
  await writeFile(file('payout.json'), JSON.stringify(payout))
  await bothSign()
  confirmations = await Promise.all([0, 1].map((owner) => readFile(file(`owner-${owner}.json`), 'utf8')))
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  restore = await bed.keep()
  folder = await mkdtemp(join(tmpdir(), 'commonmast-broadcast-'))
  await writeFile(file('payout.json'), JSON.stringify(payout))
  for (const [owner, text] of confirmations.entries()) await writeFile(file(`owner-${owner}.json`), text)
})
afterEach(async () => {
  await restore()
  await rm(folder, { recursive: true })
})
afterAll(() => bed.stop())

const sign = (owner: 0 | 1 | 2, path: string = OWNER_PATHS[owner]) =>
  runCommand([
    ...['ledger', 'sign', '--payout', file('payout.json'), '--at', '0', '--path', path],
    ...['--device', 'simulated', '--out', file(`owner-${owner}.json`)],
  ])

async function bothSign(): Promise<void> {
  for (const owner of [0, 1] as const) expect(await sign(owner)).toMatchObject({ exitCode: 0 })
}

const broadcast = (rpc = bed.anvil.url, ...more: string[]) =>
  runCommand([
    ...['broadcast', '--payout', file('payout.json'), '--rpc', rpc, '--out', file('moves.json'), '--wait', '10'],
    ...['--confirmation', file('owner-0.json'), '--confirmation', file('owner-1.json')],
    ...['--executor-account', bed.account(4).address, ...more],
  ])
const reconcile = (...more: string[]) =>
  runCommand([...['reconcile', '--payout', file('payout.json'), '--rpc', bed.anvil.url, '--out', file('moves.json'), ...more]])
const moves = async () => (JSON.parse(await readFile(file('moves.json'), 'utf8')) as MovesFile).moves.map(({ fact }) => fact)
const kinds = async () => (await moves()).map(({ kind }) => kind)

async function paidOnce(): Promise<void> {
  const { number } = await bed.chain.head()
  for (const { address, amountBaseUnits } of payout.payees) {
    const args = [address as Address] as const
    const held = await readContract(bed.chain, number, { address: token, abi: TOKEN_ABI, functionName: 'balanceOf', args })
    expect(held).toBe(BigInt(amountBaseUnits))
  }
}

it('a Safe payout goes from the owners’ Ledgers to reconciled, and sending it again sends nothing', async () => {
  const sent = await broadcast()
  expect(sent).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(sent.stdout)).toMatchObject({
    stage: 'mined',
    transactions: [{ at: 0, stage: 'mined', signatures: 2, needed: 2, sent: [expect.any(String)] }],
  })
  expect(await kinds()).toEqual(['confirmed', 'confirmed', 'broadcast', 'mined'])
  const again = await broadcast()
  expect(again.exitCode).toBe(0)
  expect(await kinds()).toHaveLength(4)
  const compared = await reconcile('--second-rpc', bed.anvil.url)
  expect(compared).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(compared.stdout)).toMatchObject({
    ...{ isPaid: true, stage: 'reconciled', nodes: 2, findings: [], problems: [] },
    payments: payout.payees.map(({ address, amountBaseUnits }) => ({
      address,
      ...{ dueBaseUnits: amountBaseUnits, receivedBaseUnits: amountBaseUnits, state: 'paid' },
    })),
  })
  expect((await moves()).at(-1)).toMatchObject({
    kind: 'reconciled',
    nodes: 2,
    receipts: payout.payees.map(({ address, amountBaseUnits }) => ({
      ...{ address, receivedBaseUnits: amountBaseUnits, logIndexes: [expect.any(Number)] },
    })),
  })
  expect(await runCommand(['verify', file('moves.json')])).toMatchObject({ exitCode: 0 })
  await paidOnce()
})

it('what a crash left written and unsent is sent by the next call, under the same hash', async () => {
  let isCut = true
  const proxy = await startProxy(bed.anvil.url, async ({ method }, honest) =>
    isCut && method === 'eth_sendRawTransaction' ? 'cut off' : await honest(),
  )
  try {
    expect(await broadcast(proxy.url)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[node.not-json]') })
    expect(await kinds()).toEqual(['confirmed', 'confirmed', 'broadcast'])
    const [written] = (await moves()).filter((fact) => fact.kind === 'broadcast')
    isCut = false
    expect(await broadcast(proxy.url)).toMatchObject({ exitCode: 0 })
    expect(await kinds()).toEqual(['confirmed', 'confirmed', 'broadcast', 'mined'])
    expect(await moves()).toContainEqual(expect.objectContaining({ kind: 'mined', transaction: written?.transaction }))
    await paidOnce()
  } finally {
    await proxy.stop()
  }
})

it('without its file of moves it finds on the chain that another has sent it', async () => {
  expect(await broadcast()).toMatchObject({ exitCode: 0 })
  await rm(file('moves.json'))
  expect(await broadcast()).toMatchObject({ exitCode: 0 })
  expect(await kinds()).toEqual(['confirmed', 'confirmed', 'mined'])
  await rm(file('moves.json'))
  expect(await reconcile()).toMatchObject({ exitCode: 0 })
  expect(await kinds()).toEqual(['mined', 'reconciled'])
  await paidOnce()
})

it('a nonce of the Safe that another transaction took is said, and everybody is unpaid', async () => {
  expect(await broadcast()).toMatchObject({ exitCode: 0 })
  // Prepared for the same nonce: the money would be paid twice if both could be carried out.
  const other = await preparePayoutV4(
    inputOf({
      ...{ treasury: payout.treasury, token: payout.token, settings: { kind: 'safe', firstNonce: 0n } },
      split: splitOf({ inMoney: ['bo'] }),
    }),
  )
  await writeFile(file('payout.json'), JSON.stringify(other))
  await rm(file('moves.json'))
  await bothSign()
  const refused = await broadcast()
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[broadcast.nonce-taken]') })
  const compared = await reconcile()
  expect(compared.exitCode).toBe(1)
  expect(JSON.parse(compared.stdout)).toMatchObject({ isPaid: false, findings: [{ code: 'broadcast.nonce-taken' }] })
  expect((await moves()).at(-1)).toMatchObject({ kind: 'part-paid', unpaid: other.payees.map(({ address }) => ({ address })) })
})

it.each<[code: string, run: () => Promise<unknown>]>([
  ['broadcast.not-possible', () => broadcastWith(['--confirmation', file('owner-0.json')])],
  [
    'broadcast.no-executor',
    () => broadcastWith(['--confirmation', file('owner-0.json'), '--confirmation', file('owner-1.json')]),
  ],
  ['fees.above-cap', () => broadcast(bed.anvil.url, '--max-fee', '1')],
])('refuses with %s and sends nothing', async (code, run) => {
  expect(await run()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`[${code}]`) })
  expect(await kinds()).not.toContain('broadcast')
})

const broadcastWith = (given: string[]) =>
  runCommand([...['broadcast', '--payout', file('payout.json'), '--rpc', bed.anvil.url, '--out', file('moves.json'), ...given]])

it('refuses moves of another payout, and moves that were changed', async () => {
  await broadcast()
  const text = await readFile(file('moves.json'), 'utf8')
  await writeFile(file('moves.json'), text.replace('"installation": ""', '"installation": "x"'))
  expect(await broadcast()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[moves.do-not-hold]') })
  expect(await runCommand(['verify', file('moves.json')])).toMatchObject({ exitCode: 1 })
  await writeFile(file('moves.json'), text)
  const other = await preparePayoutV4(
    inputOf({ treasury: payout.treasury, token: payout.token, settings: { kind: 'safe', firstNonce: 5n } }),
  )
  await writeFile(file('payout.json'), JSON.stringify(other))
  expect(await reconcile()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[moves.other-payout]') })
})

it('the training Ledger confirms nothing on a real chain, and a stranger’s path is refused before it shows anything', async () => {
  expect(await sign(0, "44'/60'/3'/0/0")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[payout.not-an-owner') })
  const chain = 'eip155:8453'
  const real = await preparePayoutV4(
    inputOf({
      treasury: { ...payout.treasury, chain },
      token: { ...payout.token, chain },
      settings: { kind: 'safe', firstNonce: 0n },
    }),
  )
  await writeFile(file('payout.json'), JSON.stringify(real))
  expect(await sign(0)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[ledger.training-chain]') })
})
