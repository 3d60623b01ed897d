import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleWallet } from './exampleRun'
import { planSolanaTransactions, type SolanaPlan, type SolanaTransaction } from './solanaTransactions'
import { verifySolanaTransactions } from './verifySolanaTransactions'

const code = (name: string) => expect.objectContaining({ code: `solana.${name}` })

describe('the transactions of a payout', () => {
  it('[SO6] has one transaction and one nonce account for each payee, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 0, max: 10 }), async (payees, spare) => {
        const plan = exampleRun(payees, EXAMPLE_TOKEN, payees + spare)
        const transactions = await planSolanaTransactions(plan)
        expect(new Set(transactions.map(({ nonceAccount }) => nonceAccount)).size).toBe(payees)
        expect(transactions.map(({ payee }) => payee.address)).toEqual(plan.payees.map(({ address }) => address))
      }),
      { numRuns: 20 },
    )
  })

  it('[SO6] with more payees than nonce accounts is refused, and says how many are missing', async () => {
    await expect(planSolanaTransactions(exampleRun(25, EXAMPLE_TOKEN, 20))).rejects.toMatchObject({
      code: 'solana.too-few-nonce-accounts',
      message: expect.stringContaining('create 5 more'),
    })
  })

  it('[SO7] is the same bytes from the same plan', async () => {
    const first = await planSolanaTransactions(exampleRun(4))
    expect(await planSolanaTransactions(exampleRun(4))).toEqual(first)
    expect(first[0]).toMatchInlineSnapshot(`
      {
        "at": 0,
        "createsTokenAccount": false,
        "message": "AQAECKp6j3gJMHMAOF/cZ92o6PGrgD1vBV3zegcIHVTHRxdYHhJf1vVq47FuvOWIjmt+WWOXAJRiUEfTOVK6SDOjOyV8cjxqCzbdNk6v8GRrEslxbQ+h5OwRYvvb1twU2Uk71sVDkyX/A8SFfdSIcTdf7LWEMwlzMZwrIYwpEewKeKdaAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAChC7pF5wY44904DBScwmdLohuu9W3btw2i1OCDxkJ8LAan1RcZLFaO4IqEX3PSl4jPA1wxRbIas0TYBi6pQAAABt324ddloZPZy+FGzut5rBy0he1fWzeROoz1hX7/AKn5eJbJpndHZcGkRwz4sXw8sunnhSU66onUbVRzw1XaaAIEAwMGAAQEAAAABwQBBQIACgxAQg8AAAAAAAg=",
        "messageSha256": "f89474a097cc1727e833fd429268f687cda264b3f6d58c51eb26e21afc890c07",
        "nonce": "HnqAeMswvCSU2PjxaAytC2c9GrkXHrUs5YLQpwzRddjM",
        "nonceAccount": "EH35dxrhSCDKpZCQxrJnRXGzV7Strc8dPWtPzCPbajPo",
        "payee": {
          "address": "5Rj2Q6m4Fj7K4HZKzdSgwqpFZEwrKi3CNeKpyTBKgDiv",
          "amountBaseUnits": "1000000",
        },
      }
    `)
  })

  it('[SO8] verifies from its bytes, in SOL and in a token', async () => {
    for (const token of [null, EXAMPLE_TOKEN, { ...EXAMPLE_TOKEN, program: 'token-2022' as const }]) {
      const plan = exampleRun(5, token)
      expect(await verifySolanaTransactions(plan, await planSolanaTransactions(plan))).toEqual([])
    }
  })

  const changes: [field: string, change: (transaction: SolanaTransaction) => Partial<SolanaTransaction>][] = [
    ['payee', ({ payee }) => ({ payee: { ...payee, address: exampleWallet('eve') } })],
    ['amount', ({ payee }) => ({ payee: { ...payee, amountBaseUnits: `${BigInt(payee.amountBaseUnits) + 1n}` } })],
    ['nonce account', () => ({ nonceAccount: exampleWallet('nonce account 99') })],
    ['nonce', () => ({ nonce: exampleWallet('nonce 99') })],
    ['creation of a token account', ({ createsTokenAccount }) => ({ createsTokenAccount: !createsTokenAccount })],
    ['message hash', () => ({ messageSha256: '0'.repeat(64) })],
    ['message', () => ({ message: 'AAAA' })],
    ['message that is no base64', () => ({ message: '*' })],
    ['place', () => ({ at: 7 })],
  ]
  it.each(changes)('[SO8] is found out when the %s was changed', async (_field, change) => {
    for (const token of [null, EXAMPLE_TOKEN]) {
      const plan = exampleRun(3, token)
      const transactions = await planSolanaTransactions(plan)
      const changed = transactions.map((each, at) => (at === 2 ? { ...each, ...change(each) } : each))
      const findings = await verifySolanaTransactions(plan, changed)
      expect(findings.length).toBeGreaterThan(0)
      expect(findings.every(({ where }) => where.startsWith('transactions[2]'))).toBe(true)
    }
  })

  it('[SO8] is found out under another treasury or token, and with a payee or nonce account twice', async () => {
    const plan = exampleRun(2)
    const transactions = await planSolanaTransactions(plan)
    const others: Pick<SolanaPlan, 'treasury' | 'token'>[] = [
      { ...plan, treasury: exampleWallet('eve') },
      { ...plan, token: null },
      { ...plan, token: { ...EXAMPLE_TOKEN, decimals: 6 } },
      { ...plan, token: { ...EXAMPLE_TOKEN, mint: exampleWallet('another mint') } },
      { ...plan, token: { ...EXAMPLE_TOKEN, program: 'token-2022' } },
    ]
    for (const other of others) expect(await verifySolanaTransactions(other, transactions)).not.toEqual([])
    const [first] = transactions
    if (!first) throw new Error('No transaction')
    const twice = await verifySolanaTransactions(plan, [first, { ...first, at: 1 }])
    expect(twice.map(({ message }) => message)).toEqual([expect.stringContaining('second time'), 'is paid twice'])
  })

  const refused: [what: string, problem: string, plan: () => SolanaPlan][] = [
    ['nobody to pay', 'no-payees', () => ({ ...exampleRun(1), payees: [] })],
    ['no nonce account', 'too-few-nonce-accounts', () => exampleRun(1, EXAMPLE_TOKEN, 0)],
    ['a payee twice', 'duplicate', () => ({ ...exampleRun(2), payees: [...exampleRun(1).payees, ...exampleRun(1).payees] })],
    [
      'a nonce account twice',
      'duplicate',
      () => ({ ...exampleRun(2), nonceAccounts: [...exampleRun(1).nonceAccounts, ...exampleRun(1).nonceAccounts] }),
    ],
    ['an amount of zero', 'amount', () => withFirstPayee({ amountBaseUnits: 0n })],
    ['an amount over 64 bits', 'amount', () => withFirstPayee({ amountBaseUnits: 2n ** 64n })],
    ['the treasury as payee', 'payee', () => withFirstPayee({ address: EXAMPLE_TREASURY })],
    ['the mint as payee', 'payee', () => withFirstPayee({ address: EXAMPLE_TOKEN.mint })],
    ['a token account to create for SOL', 'payee', () => ({ ...withFirstPayee({ createTokenAccount: true }), token: null })],
  ]
  describe('[SO9] a plan', () => {
    it.each(refused)('is refused with %s', async (_what, problem, plan) => {
      await expect(planSolanaTransactions(plan())).rejects.toThrow(code(problem))
    })
  })
})

function withFirstPayee(change: Partial<SolanaPlan['payees'][number]>): SolanaPlan {
  const plan = exampleRun(2)
  return { ...plan, payees: plan.payees.map((payee, at) => (at === 0 ? { ...payee, ...change } : payee)) }
}
