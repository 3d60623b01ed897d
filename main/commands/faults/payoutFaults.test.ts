/** Faults of tokens, executors and nonces that a payout meets on a real chain, through the commands that a person uses. */
import { writeFile } from 'node:fs/promises'
import type { Hex } from 'viem'
import { encodeFunctionData, numberToHex, padHex } from 'viem/utils'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { TRANSFER_TOPIC } from '#core/treasury/chain/tokenTransfers'
import { payeeCall } from '#core/treasury/payeeCalls'
import { openChainBed } from '../../chain/testing/chainBed'
import { deployToken } from '../../chain/testing/openZeppelinToken'
import { startProxy } from '../../chain/testing/startProxy'
import { largeSplit } from '../../services/testing/largeSplit'
import { openPayoutBed, type PayoutBed, SUPPLY } from '../testing/payoutBed'

let bed: PayoutBed

beforeAll(async () => {
  bed = await openPayoutBed()
})
beforeEach(() => bed.begin())
afterEach(() => bed.end())
afterAll(() => bed.stop())

it('a token that answers false pays nobody, and is never called paid', async () => {
  const safe = await bed.newSafe()
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'FalseToken'), [safe, SUPPLY])
  const payout = await bed.payoutOf(safe, token, 3)
  expect(await bed.broadcast(await bed.signed(payout))).toMatchObject({ exitCode: 0 })
  const { exitCode, report } = await bed.reconcile()
  expect(exitCode).toBe(1)
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid' })
  expect(report.unpaid).toEqual(
    payout.payees.map(({ address, amountBaseUnits }) => ({ address, missingBaseUnits: amountBaseUnits })),
  )
})

it('a token that keeps a fee leaves each payee short by it, to the unit', async () => {
  const safe = await bed.newSafe()
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'FeeToken'), [safe, SUPPLY])
  const payout = await bed.payoutOf(safe, token, 3)
  await bed.broadcast(await bed.signed(payout))
  const { report } = await bed.reconcile()
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid' })
  for (const [place, { address, amountBaseUnits }] of payout.payees.entries()) {
    const received = (await bed.held(token, address)) ?? 0n
    expect(received).toBeLessThan(BigInt(amountBaseUnits))
    expect(report.unpaid[place]).toEqual({ address, missingBaseUnits: (BigInt(amountBaseUnits) - received).toString() })
  }
})

it('[TC9] an executor that runs out of gas pays nobody, and the same transaction of the Safe is sent again and pays once', async () => {
  const safe = await bed.newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 3)
  const confirmations = await bed.signed(payout)
  // A node that estimates far too little.
  const stingy = await startProxy(bed.anvil.url, async ({ method, id }, honest) =>
    method === 'eth_estimateGas' ? { jsonrpc: '2.0', id, result: numberToHex(60_000) } : await honest(),
  )
  try {
    const failed = await bed.broadcast(confirmations, { rpc: stingy.url })
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('failed in') })
  } finally {
    await stingy.stop()
  }
  expect(await bed.held(token, safe)).toBe(SUPPLY)
  expect(await bed.broadcast(confirmations)).toMatchObject({ exitCode: 0 })
  expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
  for (const { address, amountBaseUnits } of payout.payees) expect(await bed.held(token, address)).toBe(BigInt(amountBaseUnits))
})

it('a nonce in the middle that another transaction took leaves out its payees alone, and only they are paid by the next payout', async () => {
  const safe = await bed.newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 150)
  const confirmations = await bed.signed(payout)
  expect(await bed.broadcast(confirmations, { more: ['--at', '0'] })).toMatchObject({ exitCode: 0 })
  // Another payout of the same Safe is signed for the nonce of the second transaction.
  const other = await bed.payoutOf(safe, token, 2, {
    split: largeSplit('other', 2, 10n ** 9n),
    settings: { kind: 'safe', firstNonce: 1n },
  })
  expect(await bed.broadcast(await bed.signed(other, 'other'), { name: 'other' })).toMatchObject({ exitCode: 0 })
  expect(await bed.broadcast(confirmations)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[broadcast.nonce-taken]'),
  })
  const { report } = await bed.reconcile()
  expect(report).toMatchObject({ isPaid: false, stage: 'part-paid', findings: [{ code: 'broadcast.nonce-taken' }] })
  const leftOut = payout.payees.slice(100)
  expect(report.unpaid.map(({ address }: { address: string }) => address)).toEqual(leftOut.map(({ address }) => address))

  const again = await bed.payoutOf(safe, token, 150, {
    settings: { kind: 'safe', firstNonce: 2n },
    replaces: { payout, reason: 'the nonce was taken', unpaid: await bed.unpaid() },
  })
  expect(again.payees).toEqual(leftOut)
  expect(await bed.broadcast(await bed.signed(again, 'again'), { name: 'again' })).toMatchObject({ exitCode: 0 })
  expect((await bed.reconcile('again')).report).toMatchObject({ isPaid: true })
  for (const { address, amountBaseUnits } of payout.payees) expect(await bed.held(token, address)).toBe(BigInt(amountBaseUnits))
})

it('a confirmation for another Safe, or for the same one on another chain, is refused and nothing is sent', async () => {
  const [safe, twin] = [await bed.newSafe(), await bed.newSafe()]
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 3)
  const confirmations = await bed.signed(payout)
  const elsewhere = await bed.payoutOf(twin, token, 3)
  await writeFile(bed.file('payout.json'), JSON.stringify(elsewhere))
  expect(await bed.broadcast(confirmations)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[confirmation.other-payout]'),
  })
  const other = await openChainBed({ chainId: 1337 })
  try {
    await writeFile(bed.file('payout.json'), JSON.stringify(payout))
    const refused = await bed.broadcast(confirmations, { rpc: other.anvil.url })
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[node.other-chain]') })
  } finally {
    await other.stop()
  }
  expect(await bed.held(token, safe)).toBe(SUPPLY)
})

it.each<[what: string, words: string]>([
  ['paused', 'Pausable: paused'],
  ['poor', 'ODD: not enough'],
])('a token or treasury that cannot pay now (%s) is found before anything is sent, and pays once it can', async (what, words) => {
  const [safe, holder] = [await bed.newSafe(), bed.account(6).address]
  const { abi, bytecode } = bed.contract('OddTokens.sol', 'PausableToken')
  const token = await bed.deploy({ abi, bytecode }, [what === 'poor' ? holder : safe, SUPPLY])
  const pause = (value: boolean) =>
    bed.send({ to: token, data: encodeFunctionData({ abi, functionName: 'setPaused', args: [value] }) })
  if (what === 'paused') await pause(true)
  const payout = await bed.payoutOf(safe, token, 3)
  const confirmations = await bed.signed(payout)
  const refused = await bed.broadcast(confirmations)
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Nothing was sent') })
  expect(refused.stderr).toContain(words)
  if (what === 'paused') await pause(false)
  else await bed.send({ from: holder, ...payeeCall(token, { address: safe, amountBaseUnits: SUPPLY }) })
  expect(await bed.broadcast(confirmations)).toMatchObject({ exitCode: 0 })
  expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
})

it('one payee that reverts is named before anything is sent', async () => {
  const safe = await bed.newSafe()
  const blocked = largeSplit('january', 3, 10n ** 12n).members[1]?.address
  const token = await bed.deploy(bed.contract('OddTokens.sol', 'BlockingToken'), [safe, SUPPLY, blocked])
  const refused = await bed.broadcast(await bed.signed(await bed.payoutOf(safe, token, 3)))
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`${blocked}`) })
  expect(await bed.held(token, safe)).toBe(SUPPLY)
})

it('a gap in the nonces of the Safe is said with the next one, and nothing is sent', async () => {
  const safe = await bed.newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 2, { settings: { kind: 'safe', firstNonce: 5n } })
  const refused = await bed.broadcast(await bed.signed(payout))
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[broadcast.nonce-gap]') })
  expect(refused.stderr).toContain('nonce 5 of the Safe, whose next one is 0')
  expect(await bed.held(token, safe)).toBe(SUPPLY)
})

it('[TC9] where another transaction took the nonce of the executor, sending it again pays, and once', async () => {
  const [safe, executor] = [await bed.newSafe(), bed.account(5).address]
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 3)
  const confirmations = await bed.signed(payout)
  await bed.anvil.rpc('evm_setAutomine', [false])
  try {
    expect(await bed.broadcast(confirmations, { executor, wait: '0' })).toMatchObject({ exitCode: 1 })
    const nonce = numberToHex(await bed.chain.nonce(executor, 'latest'))
    await bed.anvil.rpc('anvil_dropAllTransactions')
    await bed.anvil.rpc('eth_sendTransaction', [{ from: executor, to: executor, nonce }])
    await bed.mine()
  } finally {
    await bed.anvil.rpc('evm_setAutomine', [true])
  }
  const { report } = await bed.reconcile()
  expect(report).toMatchObject({ isPaid: false, findings: [{ code: 'broadcast.executor-nonce-taken' }] })
  expect(await bed.broadcast(confirmations, { executor })).toMatchObject({ exitCode: 0 })
  expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true } })
  for (const { address, amountBaseUnits } of payout.payees) expect(await bed.held(token, address)).toBe(BigInt(amountBaseUnits))
})

it('a node that lies about a receipt is named by a second one, and nothing is called paid', async () => {
  const safe = await bed.newSafe()
  const payout = await bed.payoutOf(safe, await bed.deploy(bed.contract('OddTokens.sol', 'FalseToken'), [safe, SUPPLY]), 1)
  await bed.broadcast(await bed.signed(payout))
  const [payee] = payout.payees
  const topics = [
    TRANSFER_TOPIC,
    ...[safe, payee?.address ?? '0x'].map((address) => padHex(address as Hex, { size: 32 }).toLowerCase()),
  ]
  const lying = await startProxy(bed.anvil.url, async ({ method }, honest) => {
    const answer = (await honest()) as { result?: { logs: object[] } }
    const [log] = answer.result?.logs ?? []
    if (method !== 'eth_getTransactionReceipt' || !answer.result || !log) return answer
    const data = padHex(numberToHex(BigInt(payee?.amountBaseUnits ?? 0)), { size: 32 })
    const transfer = { ...log, address: payout.token.address?.toLowerCase(), topics, data, logIndex: '0x63' }
    return { ...answer, result: { ...answer.result, logs: [...answer.result.logs, transfer] } }
  })
  try {
    const { exitCode, stderr } = await bed.reconcile('payout', ['--second-rpc', lying.url])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[node.lies]') })
    expect(stderr).toContain(new URL(lying.url).host)
  } finally {
    await lying.stop()
  }
  expect((await bed.reconcile()).report).toMatchObject({ isPaid: false, stage: 'part-paid' })
})

it('dust is paid to the unit, and who gets nothing is no payee', async () => {
  const safe = await bed.newSafe()
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: safe })
  const payout = await bed.payoutOf(safe, token, 4, { split: largeSplit('dust', 4, 3n) })
  expect(payout.payees.map(({ amountBaseUnits }) => amountBaseUnits)).toEqual(['1', '1', '1'])
  expect(await bed.broadcast(await bed.signed(payout))).toMatchObject({ exitCode: 0 })
  expect(await bed.reconcile()).toMatchObject({ exitCode: 0, report: { isPaid: true, unpaid: [] } })
  for (const { address } of payout.payees) expect(await bed.held(token, address)).toBe(1n)
})
