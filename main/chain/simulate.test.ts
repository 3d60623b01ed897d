import { encodeFunctionData } from 'viem/utils'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixturePath } from '../../fixtures/readFixture'
import { CALL_PROBE_CODE } from './callProbeCode'
import { openNodeChain } from './nodeChain'
import { simulatePayments } from './simulatePayments'
import { simulateSafeTransaction } from './simulateSafeTransaction'
import { compileContracts } from './testing/compileContracts'
import { deployToken } from './testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from './testing/safeBed'
import { startProxy } from './testing/startProxy'

const SUPPLY = 10n ** 12n
const PAYMENTS = newPayees(3)
const [FIRST, SECOND, THIRD] = PAYMENTS.map(({ payee }) => payee)
let bed: SafeBed

beforeAll(async () => {
  bed = await openSafeBed()
})
afterAll(() => bed.stop())

const oddToken = (name: string, ...more: unknown[]) =>
  bed.deploy(bed.contract('OddTokens.sol', name), [bed.safe, SUPPLY, ...more])

it('[CH16] the probe’s code is what its source compiles to', () => {
  const { CallProbe } = compileContracts(fixturePath('../main/chain/contracts/CallProbe.sol'))
  expect(CallProbe?.deployedBytecode).toBe(CALL_PROBE_CODE)
})

it('[CH16] nothing is found in payments that do what they should, and nothing is kept', async () => {
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
  const simulation = await simulatePayments(bed.chain, { treasury: bed.safe, token, payments: newPayees(250) })
  expect(simulation).toMatchObject({ findings: [], thorough: true, note: null })
  expect(simulation.gasUsed).toBeGreaterThan(250n * 20_000n)
  expect(await bed.chain.nonce(bed.safe, 'latest')).toBe(1n)
})

it.each<[token: string, code: string, words: string]>([
  ['FalseToken', 'returns-false', 'answers false'],
  ['FeeToken', 'short', 'keeps a fee'],
])('[CH16] a token is found out: %s', async (name, code, words) => {
  const { findings } = await simulatePayments(bed.chain, { treasury: bed.safe, token: await oddToken(name), payments: PAYMENTS })
  expect(findings.map((finding) => [finding.code, finding.payee])).toEqual([FIRST, SECOND, THIRD].map((payee) => [code, payee]))
  expect(findings[0]?.message).toContain(words)
})

it('[CH16] a token that answers nothing and pays is no fault', async () => {
  const { findings } = await simulatePayments(bed.chain, {
    treasury: bed.safe,
    token: await oddToken('SilentToken'),
    payments: PAYMENTS,
  })
  expect(findings).toEqual([])
})

it('[CH16] the one payee that reverts is named before anybody signs, with the reason', async () => {
  const token = await oddToken('BlockingToken', SECOND)
  const { findings } = await simulatePayments(bed.chain, { treasury: bed.safe, token, payments: PAYMENTS })
  expect(findings).toMatchObject([{ code: 'reverts', payee: SECOND, message: expect.stringContaining('its own error 0x') }])
  const [planned] = bed.plan(token, PAYMENTS, 0n)
  if (!planned) throw new Error('nothing planned')
  const whole = await simulateSafeTransaction(bed.chain, bed.safe, bed.owners[0], planned.transaction)
  expect(whole).toMatchObject({ works: false, words: expect.stringContaining('GS013') })
})

it('[CH16] a paused token says so, and payments that are together too much fail at the one that lacks', async () => {
  const token = await oddToken('PausableToken')
  const together = [
    { payee: FIRST ?? bed.safe, amountBaseUnits: SUPPLY - 5n },
    { payee: SECOND ?? bed.safe, amountBaseUnits: 6n },
  ]
  const short = await simulatePayments(bed.chain, { treasury: bed.safe, token, payments: together })
  expect(short.findings).toMatchObject([{ code: 'reverts', payee: SECOND, message: expect.stringContaining('ODD: not enough') }])
  const { abi } = bed.contract('OddTokens.sol', 'PausableToken')
  await bed.send({ to: token, data: encodeFunctionData({ abi, functionName: 'setPaused', args: [true] }) })
  const { findings } = await simulatePayments(bed.chain, { treasury: bed.safe, token, payments: PAYMENTS })
  expect(findings).toHaveLength(3)
  expect(findings[0]?.message).toContain('Pausable: paused')
})

it('[CH16] coin to a contract that refuses it is found, from a Safe and from an account', async () => {
  const refusing = await bed.deploy(bed.contract('OddTokens.sol', 'NoCoins'))
  await bed.send({ to: bed.safe, value: 10n ** 18n })
  const payments = [...PAYMENTS, { payee: refusing, amountBaseUnits: 5n }]
  for (const treasury of [bed.safe, bed.account(3).address]) {
    const { findings } = await simulatePayments(bed.chain, { treasury, token: null, payments })
    expect(findings).toMatchObject([{ code: 'reverts', payee: refusing, message: expect.stringContaining('no coins here') }])
  }
})

it('[CH16] a whole Safe transaction is tried without signatures, also one whose nonce comes later', async () => {
  const token = await deployToken(bed, { supplyBaseUnits: SUPPLY, holder: bed.safe })
  for (const nonce of [0n, 7n]) {
    const [planned] = bed.plan(token, PAYMENTS, nonce)
    if (!planned) throw new Error('nothing planned')
    const simulation = await simulateSafeTransaction(bed.chain, bed.safe, bed.owners[1], planned.transaction)
    expect(simulation).toMatchObject({ works: true, gas: expect.any(BigInt) })
  }
})

it('[CH16] where the node cannot replace code each payment is tried alone, and that is said', async () => {
  const token = await oddToken('BlockingToken', SECOND)
  const proxy = await startProxy(bed.anvil.url, async ({ method, params, id }, honest) =>
    method === 'eth_call' && params.length > 2
      ? { jsonrpc: '2.0', id, error: { code: -32602, message: 'too many arguments, want at most 2' } }
      : await honest(),
  )
  try {
    const chain = await openNodeChain(proxy.url)
    const simulation = await simulatePayments(chain, { treasury: bed.safe, token, payments: PAYMENTS })
    expect(simulation).toMatchObject({ thorough: false, note: expect.stringContaining('each was tried alone') })
    expect(simulation.findings).toMatchObject([{ code: 'reverts', payee: SECOND }])
    const falseToken = await oddToken('FalseToken')
    const { findings } = await simulatePayments(chain, { treasury: bed.safe, token: falseToken, payments: PAYMENTS })
    expect(findings.map(({ code }) => code)).toEqual(['returns-false', 'returns-false', 'returns-false'])
  } finally {
    await proxy.stop()
  }
})
