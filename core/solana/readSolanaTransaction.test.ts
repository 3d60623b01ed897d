import {
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransactionMessage,
  createNoopSigner,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  type Instruction,
  type Nonce,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  setTransactionMessageLifetimeUsingDurableNonce,
} from '@solana/kit'
import {
  getAuthorizeNonceAccountInstruction,
  getCreateAccountWithSeedInstruction,
  getTransferSolInstruction,
  SYSTEM_PROGRAM_ADDRESS,
} from '@solana-program/system'
import { getApproveCheckedInstruction, getTransferInstruction } from '@solana-program/token'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../model/problem'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
import { compileWithBlockhash } from './compileMessage'
import { compilePayment, type SolanaPayment } from './compilePayment'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleWallet } from './exampleRun'
import { compileNonceAccounts, type NonceAccountsToCreate } from './nonceAccounts'
import { readSignableMessage } from './readSignableMessage'
import { readSolanaTransaction } from './readSolanaTransaction'
import { unsignedTransaction } from './signedSolanaTransaction'

const code = (name: string) => expect.objectContaining({ code: `solana.${name}` })
const NONCE_ACCOUNT = exampleWallet('nonce account 0')
const NONCE = exampleWallet('nonce 0')
const signer = createNoopSigner(EXAMPLE_TREASURY)

const token = fc.record({
  mint: fc.constantFrom(EXAMPLE_TOKEN.mint, exampleWallet('another mint')),
  decimals: fc.integer({ min: 0, max: 255 }),
  program: fc.constantFrom('token' as const, 'token-2022' as const),
})
const drawn = fc.record({
  payee: fc.integer({ min: 0, max: 50 }).map((at) => exampleWallet(`payee ${at}`)),
  amountBaseUnits: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
  token: fc.option(token),
  create: fc.boolean(),
})

async function paymentOf(
  payee = exampleWallet('ada'),
  amountBaseUnits = 5n,
  of: SolanaToken | null = EXAMPLE_TOKEN,
  create = false,
) {
  const transfer = {
    to: of === null ? payee : await associatedTokenAccount(payee, of),
    amountBaseUnits,
    token: of,
    createFor: of !== null && create ? payee : null,
  }
  return { treasury: EXAMPLE_TREASURY, nonceAccount: NONCE_ACCOUNT, nonce: NONCE, transfer } satisfies SolanaPayment
}

/** A message with any instructions behind the nonce, signed for by the treasury. */
function messageWith(instructions: Instruction[], authority = EXAMPLE_TREASURY): Uint8Array {
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (empty) => setTransactionMessageFeePayer(EXAMPLE_TREASURY, empty),
    (paid) =>
      setTransactionMessageLifetimeUsingDurableNonce(
        { nonce: NONCE as string as Nonce, nonceAccountAddress: NONCE_ACCOUNT, nonceAuthorityAddress: authority },
        paid,
      ),
    (dated) => appendTransactionMessageInstructions(instructions, dated),
  )
  return Uint8Array.from(getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(message)))
}

const sol = (to = exampleWallet('ada'), amount = 1n) => getTransferSolInstruction({ source: signer, destination: to, amount })

describe('a message of a payment', () => {
  it('[SO3] says from its bytes alone whom it pays, what, and with which nonce', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ payee, amountBaseUnits, token: of, create }) => {
        const payment = await paymentOf(payee, amountBaseUnits, of, create)
        expect(await readSolanaTransaction(await compilePayment(payment))).toEqual(payment)
      }),
    )
  })

  it('[SO4] is refused with one byte changed, or pays visibly another', async () => {
    for (const payment of [
      await paymentOf(),
      await paymentOf(exampleWallet('ada'), 5n, null),
      await paymentOf(exampleWallet('ada'), 5n, EXAMPLE_TOKEN, true),
    ]) {
      const message = await compilePayment(payment)
      for (let at = 0; at < message.length; at++) {
        const changed = Uint8Array.from(message, (byte, place) => (place === at ? byte ^ 1 : byte))
        const read = await readSolanaTransaction(changed).catch(() => null)
        if (read !== null) expect(read, `byte ${at}`).not.toEqual(payment)
      }
    }
  })

  it('[SO4] is refused with a byte more or less', async () => {
    const message = await compilePayment(await paymentOf())
    for (const other of [Uint8Array.from([...message, 0]), message.subarray(0, -1), new Uint8Array()]) {
      await expect(readSolanaTransaction(other)).rejects.toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^solana\.message-/) }),
      )
    }
  })

  const source = exampleWallet('source')
  const cases: [what: string, named: RegExp, instructions: () => Instruction[]][] = [
    ['two transfers', /TransferSol.*then TransferSol/, () => [sol(), sol(exampleWallet('eve'))]],
    ['nothing but the nonce', /pays nobody/, () => []],
    [
      'handing the nonce over',
      /AuthorizeNonceAccount of the System program/,
      () => [
        sol(),
        getAuthorizeNonceAccountInstruction({
          nonceAccount: NONCE_ACCOUNT,
          nonceAuthority: signer,
          newNonceAuthority: exampleWallet('eve'),
        }),
      ],
    ],
    [
      'an allowance',
      /ApproveChecked of the Token program/,
      () => [
        getApproveCheckedInstruction({
          source,
          mint: EXAMPLE_TOKEN.mint,
          delegate: exampleWallet('eve'),
          owner: signer,
          amount: 1n,
          decimals: 8,
        }),
      ],
    ],
    [
      'a transfer that does not name the mint',
      /Transfer of the Token program/,
      () => [getTransferInstruction({ source, destination: exampleWallet('ada'), authority: signer, amount: 1n })],
    ],
    [
      'an unknown program',
      /program \w{32,44}/,
      () => [{ programAddress: exampleWallet('program'), accounts: [], data: new Uint8Array([9]) }],
    ],
  ]
  it.each(cases)('[SO5] is refused with %s, which is named', async (_what, named, instructions) => {
    const reading = readSolanaTransaction(messageWith(instructions()))
    await expect(reading).rejects.toThrow(code('message-foreign'))
    await expect(reading).rejects.toThrow(named)
  })

  it('[SO5] is refused without a durable nonce, which a recent block cannot stand for', async () => {
    const message = pipe(
      createTransactionMessage({ version: 'legacy' }),
      (empty) => setTransactionMessageFeePayer(EXAMPLE_TREASURY, empty),
      (paid) =>
        setTransactionMessageLifetimeUsingBlockhash({ blockhash: NONCE as string as Blockhash, lastValidBlockHeight: 1n }, paid),
      (dated) => appendTransactionMessageInstructions([sol()], dated),
    )
    const bytes = Uint8Array.from(getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(message)))
    await expect(readSolanaTransaction(bytes)).rejects.toThrow(/a durable nonce must come first/)
  })

  it('[SO5] is refused when another than the treasury may advance the nonce', async () => {
    await expect(readSolanaTransaction(messageWith([sol()], exampleWallet('eve')))).rejects.toThrow(code('message-accounts'))
  })

  it('[SO5] is refused when it pays from another account, or creates one for somebody else', async () => {
    const payment = await paymentOf(exampleWallet('ada'), 5n, EXAMPLE_TOKEN, true)
    const wrong = { ...payment, transfer: { ...payment.transfer, createFor: exampleWallet('eve') } }
    await expect(readSolanaTransaction(await compilePayment(wrong))).rejects.toThrow(code('message-accounts'))

    const message = await compilePayment(await paymentOf())
    const own = await associatedTokenAccount(EXAMPLE_TREASURY, EXAMPLE_TOKEN)
    const other = await associatedTokenAccount(exampleWallet('eve'), EXAMPLE_TOKEN)
    const { getAddressEncoder } = await import('@solana/kit')
    const replaced = Buffer.from(message)
      .toString('hex')
      .replace(
        Buffer.from(getAddressEncoder().encode(own)).toString('hex'),
        Buffer.from(getAddressEncoder().encode(other)).toString('hex'),
      )
    await expect(readSolanaTransaction(Uint8Array.from(Buffer.from(replaced, 'hex')))).rejects.toThrow(code('message-accounts'))
  })
})

describe('a message that creates nonce accounts', () => {
  const wanted = { treasury: EXAMPLE_TREASURY, places: [0, 7, 42, 98, 99], lamportsEach: 1_447_680n, blockhash: NONCE }

  it('[SO25] is told from its bytes, and fits into a transaction', async () => {
    const message = await compileNonceAccounts(wanted)
    expect(await readSignableMessage(message)).toEqual({ kind: 'nonce-accounts', treasury: EXAMPLE_TREASURY, wanted })
    expect(unsignedTransaction(message).length).toBeLessThanOrEqual(1232)
    const more = compileNonceAccounts({ ...wanted, places: [1, 2, 3, 4, 5, 6] })
    await expect(more).rejects.toThrow(code('nonce-accounts'))
  })

  it('[SO25] is refused with a byte changed, another seed, more beside it, and a deposit that nobody needs', async () => {
    const message = await compileNonceAccounts({ ...wanted, places: [3] })
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(message, (byte, place) => (place === at ? byte ^ by : byte))
        const read = await readSignableMessage(changed).catch((thrown: unknown) => thrown)
        // Another block, deposit or number is another message of the same kind; the account that it names has to follow.
        if (read instanceof Error) expect(read).toBeInstanceOf(Problem)
        else expect(await compileNonceAccounts((read as { wanted: NonceAccountsToCreate }).wanted)).toEqual(changed)
      }),
      { numRuns: 300 },
    )
    const create = (seed: string) =>
      getCreateAccountWithSeedInstruction({
        ...{ payer: signer, newAccount: exampleWallet('eve'), base: EXAMPLE_TREASURY, seed, amount: 1n },
        ...{ space: 80, programAddress: SYSTEM_PROGRAM_ADDRESS },
      })
    for (const instructions of [[create('commonmast-nonce-0')], [create('other')], [create('commonmast-nonce-0'), sol()]]) {
      const foreign = compileWithBlockhash(EXAMPLE_TREASURY, NONCE, instructions)
      await expect(readSignableMessage(foreign)).rejects.toThrow(code('message-foreign'))
    }
    await expect(compileNonceAccounts({ ...wanted, lamportsEach: 10_000_001n })).rejects.toThrow(code('deposit'))
  })
})
