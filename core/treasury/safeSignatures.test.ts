import fc from 'fast-check'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { concat, decodeFunctionData, padHex, size, slice } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { PLAN, SAFE } from './exampleSafe'
import { execTransactionCall } from './execTransaction'
import { KNOWN_CALLS } from './knownCalls'
import { planSafeTransactions } from './planSafeTransactions'
import { checkSafeSignatures, type GivenSignature, joinSignatures, type SafeOwners } from './safeSignatures'
import type { SafeTransaction } from './safeTransaction'

const KEYS = [1, 2, 3, 4].map((byte): Hex => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`)
const ACCOUNTS = KEYS.map((key) => privateKeyToAccount(key))
const [ONE, TWO, THREE, STRANGER] = ACCOUNTS.map(({ address }) => address) as [Address, Address, Address, Address]
const OWNERS: SafeOwners = { owners: [ONE, TWO, THREE], threshold: 2 }
const ASCENDING = [...OWNERS.owners].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))

const planned = planSafeTransactions(PLAN)[0]
const TRANSACTION = planned?.transaction as SafeTransaction
const HASH = planned?.hashes.safeTxHash as Hex
const OTHER_HASH: Hex = `0x${'ab'.repeat(32)}`

const keyOf = (owner: Address) => KEYS[ACCOUNTS.findIndex(({ address }) => address === owner)] as Hex
const accountOf = (owner: Address) => privateKeyToAccount(keyOf(owner))

async function typed(owner: Address, hash = HASH): Promise<GivenSignature> {
  return { owner, signature: await sign({ hash, privateKey: keyOf(owner), to: 'hex' }) }
}

async function personal(owner: Address): Promise<GivenSignature> {
  const signature = await accountOf(owner).signMessage({ message: { raw: HASH } })
  return { owner, signature: withV(signature, Number(slice(signature, 64)) + 4) }
}

function approved(owner: Address): GivenSignature {
  return { owner, signature: concat([padHex(owner, { size: 32 }), padHex('0x', { size: 32 }), '0x01']) }
}

function withV(signature: Hex, v: number): Hex {
  return concat([slice(signature, 0, 64), `0x${v.toString(16).padStart(2, '0')}`])
}

const check = (...given: GivenSignature[]) => checkSafeSignatures(HASH, OWNERS, given)

describe('checkSafeSignatures', () => {
  it('[SF11] recovers owners from signatures of typed data and of personal messages', async () => {
    const checked = await check(await typed(ONE), await personal(TWO))
    expect(new Map(checked.good.map(({ owner, kind }) => [owner, kind]))).toEqual(
      new Map([
        [ONE, 'typed data'],
        [TWO, 'personal message'],
      ]),
    )
    expect(checked).toMatchObject({ leftOut: [], missing: 0 })
  })

  it('[SF11] takes what an account signs as typed data of the Safe', async () => {
    const { to, value, data, operation, nonce, ...rest } = TRANSACTION
    const uint = ['value', 'safeTxGas', 'baseGas', 'gasPrice', 'nonce']
    const order = ['to', 'value', 'data', 'operation', 'safeTxGas', 'baseGas', 'gasPrice', 'gasToken', 'refundReceiver', 'nonce']
    const typeOf = (name: string) =>
      uint.includes(name) ? 'uint256' : ({ data: 'bytes', operation: 'uint8' }[name] ?? 'address')
    const signature = await accountOf(ONE).signTypedData({
      domain: { chainId: SAFE.chainId ?? 0, verifyingContract: SAFE.address },
      types: { SafeTx: order.map((name) => ({ name, type: typeOf(name) })) },
      primaryType: 'SafeTx',
      message: { to, value, data, operation, nonce, ...rest },
    })
    expect((await check({ owner: ONE, signature })).good).toMatchObject([{ owner: ONE, kind: 'typed data' }])
  })

  it('[SF12] leaves out by name what counts for nothing', async () => {
    const mine = await typed(ONE)
    const cases: [GivenSignature, string][] = [
      [await typed(STRANGER), 'stranger'],
      [await typed(TWO, OTHER_HASH), 'another'],
      [{ ...(await typed(THREE)), owner: TWO }, 'another'],
      [await typed(ONE), 'twice'],
      [await personal(ONE), 'twice'],
      [approved(ONE), 'twice'],
      [{ owner: TWO, signature: approved(THREE).signature }, 'another'],
      [{ owner: TWO, signature: withV((await typed(TWO)).signature, 0) }, 'contract'],
      [{ owner: TWO, signature: withV((await typed(TWO)).signature, 29) }, 'malformed'],
      [{ owner: TWO, signature: withV((await typed(TWO)).signature, 33) }, 'malformed'],
      [{ owner: TWO, signature: slice((await typed(TWO)).signature, 0, 64) }, 'malformed'],
      [{ owner: TWO, signature: '0x' }, 'malformed'],
      [{ owner: TWO, signature: concat([padHex('0x', { size: 64 }), '0x1b']) }, 'malformed'],
      [{ owner: TWO, signature: `0x${'zz'.repeat(65)}` }, 'malformed'],
    ]
    const checked = await check(mine, ...cases.map(([given]) => given))
    expect(checked.leftOut).toEqual(cases.map(([given, reason]) => ({ ...given, reason })))
    expect(checked.good).toEqual([{ ...mine, kind: 'typed data' }])
    expect(checked.missing).toBe(1)
  })

  it('[SF12] does not take a signature for the other kind: its v says another hash', async () => {
    const { signature } = await typed(TWO)
    const turned = withV(signature, Number(slice(signature, 64)) + 4)
    expect((await check({ owner: TWO, signature: turned })).leftOut).toMatchObject([{ reason: 'another' }])
  })

  it('[SF13] lists an approved hash and does not count it; a signature takes its place', async () => {
    const alone = await check(approved(ONE), await typed(TWO))
    expect(alone.missing).toBe(1)
    expect(alone.good.map(({ kind }) => kind).sort()).toEqual(['approved hash', 'typed data'])
    const replaced = await check(approved(ONE), await typed(ONE), await typed(TWO))
    expect(replaced).toMatchObject({ missing: 0, leftOut: [{ ...approved(ONE), reason: 'twice' }] })
  })

  it('[SF12] refuses owners and thresholds that no Safe has', async () => {
    const refused = (code: string) => expect.objectContaining({ code })
    const withSafe = (safe: Partial<SafeOwners>) => checkSafeSignatures(HASH, { ...OWNERS, ...safe }, [])
    await expect(withSafe({ owners: [ONE, ONE] })).rejects.toThrow(refused('safe.bad-owners'))
    for (const threshold of [0, 4, 1.5]) await expect(withSafe({ threshold })).rejects.toThrow(refused('safe.bad-threshold'))
  })
})

describe('joinSignatures', () => {
  it('[SF14] joins any two in ascending order of owner, however they came', async () => {
    const all = await Promise.all(ASCENDING.map((owner) => typed(owner)))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: 2 }), async (given) => {
        const joined = joinSignatures(await check(...given), 2)
        const inOrder = all.filter((each) => given.includes(each)).slice(0, 2)
        expect(joined).toBe(concat(inOrder.map(({ signature }) => signature)))
      }),
      { numRuns: 20 },
    )
  })

  it('[SF14] takes signatures before approved hashes, and refuses fewer than the threshold', async () => {
    const [first, second, third] = ASCENDING as [Address, Address, Address]
    const signed = [await typed(second), await personal(third)]
    const enough = joinSignatures(await check(approved(first), ...signed), 2)
    expect(enough).toBe(concat(signed.map(({ signature }) => signature)))
    const withApproval = joinSignatures(await check(approved(first), await typed(second)), 2)
    expect(slice(withApproval, 0, 65)).toBe(approved(first).signature)
    const few = await check(await typed(ONE))
    expect(() => joinSignatures(few, 2)).toThrow(expect.objectContaining({ code: 'safe.signatures-missing' }))
  })
})

describe('execTransactionCall', () => {
  it('[SF15] carries the transaction and the signatures to the Safe', async () => {
    const checked = await check(await typed(ONE), await typed(TWO))
    const call = execTransactionCall(SAFE.address, TRANSACTION, checked, 2)
    expect(call).toMatchObject({ to: SAFE.address, value: 0n })
    const { functionName, args } = decodeFunctionData({ abi: KNOWN_CALLS, data: call.data })
    expect(slice(call.data, 0, 4)).toBe('0x6a761202')
    expect(functionName).toBe('execTransaction')
    const { to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = TRANSACTION
    const fields = [to, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver]
    expect(args).toEqual([...fields, joinSignatures(checked, 2)])
    expect(size(joinSignatures(checked, 2))).toBe(130)
  })

  it('[SF15] refuses a transaction that could use up its nonce and pay nobody', async () => {
    const checked = await check(await typed(ONE), await typed(TWO))
    const call = () => execTransactionCall(SAFE.address, { ...TRANSACTION, safeTxGas: 50_000n }, checked, 2)
    expect(call).toThrow(expect.objectContaining({ code: 'safe.gas-set' }))
  })
})
