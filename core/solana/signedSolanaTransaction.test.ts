import { ed25519 } from '@noble/curves/ed25519.js'
import { base64 } from '@scure/base'
import { getSignatureFromTransaction, getTransactionDecoder, type SignatureBytes, verifySignature } from '@solana/kit'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_TREASURY, exampleRun, exampleSecret, exampleWallet } from './exampleRun'
import { ledgerReview, messageHashOnDevice, NOT_TRIED_ON_A_DEVICE } from './ledgerReview'
import { readSolanaTransaction } from './readSolanaTransaction'
import {
  assembleTransaction,
  signatureOfId,
  transactionId,
  unsignedTransaction,
  verifySolanaSignature,
} from './signedSolanaTransaction'
import { planSolanaTransactions, type SolanaPlan } from './solanaTransactions'

async function signedMessage(token?: SolanaPlan['token']) {
  const [transaction] = await planSolanaTransactions(exampleRun(1, token))
  const message = base64.decode(transaction?.message ?? '')
  return { message, signature: ed25519.sign(message, exampleSecret('treasury')) }
}

describe('a signed transaction', () => {
  it("[SO20] is read alike by Solana's own library, with the signature as its id", async () => {
    const { message, signature } = await signedMessage()
    const transaction = getTransactionDecoder().decode(assembleTransaction(message, signature, EXAMPLE_TREASURY))
    expect(Uint8Array.from(transaction.messageBytes)).toEqual(message)
    expect(Object.keys(transaction.signatures)).toEqual([EXAMPLE_TREASURY])
    expect(getSignatureFromTransaction(transaction)).toBe(transactionId(signature))
    expect(signatureOfId(transactionId(signature))).toEqual(signature)
    const key = await crypto.subtle.importKey(
      'raw',
      Uint8Array.from(ed25519.getPublicKey(exampleSecret('treasury'))),
      'Ed25519',
      true,
      ['verify'],
    )
    expect(await verifySignature(key, signature as unknown as SignatureBytes, message)).toBe(true)
  })

  it('[SO20] is not made from a signature of another key, over other bytes, or changed', async () => {
    const { message, signature } = await signedMessage()
    expect(verifySolanaSignature(message, signature, EXAMPLE_TREASURY)).toBe(true)
    const code = expect.objectContaining({ code: 'solana.signature' })
    for (let at = 0; at < signature.length; at += 7) {
      const changed = Uint8Array.from(signature, (byte, place) => (place === at ? byte ^ 1 : byte))
      expect(() => assembleTransaction(message, changed, EXAMPLE_TREASURY)).toThrow(code)
    }
    expect(() => assembleTransaction(message, signature, exampleWallet('eve'))).toThrow(code)
    expect(() => assembleTransaction(message.subarray(1), signature, EXAMPLE_TREASURY)).toThrow(code)
    expect(() => assembleTransaction(message, signature.subarray(1), EXAMPLE_TREASURY)).toThrow(code)
    for (const text of ['', 'x'.repeat(88), EXAMPLE_TREASURY, '0'.repeat(88)]) expect(() => signatureOfId(text)).toThrow(code)
  })

  it('goes to a signer with zero bytes where the signature belongs', async () => {
    const { message } = await signedMessage()
    const { signatures, messageBytes } = getTransactionDecoder().decode(unsignedTransaction(message))
    expect(Uint8Array.from(messageBytes)).toEqual(message)
    expect(Object.values(signatures)).toEqual([null])
  })
})

describe('what the Ledger shows', () => {
  it('[SO21] is amount and recipient for SOL, and the hash of the message for a token, said to be untried', async () => {
    const sol = (await signedMessage(null)).message
    const clear = ledgerReview(await readSolanaTransaction(sol), sol)
    expect(clear.isClear).toBe(true)
    expect(clear.lines.slice(0, 2)).toEqual([
      { title: 'Amount', value: '0.001 SOL' },
      { title: 'To', value: exampleWallet('payee 0') },
    ])
    const token = (await signedMessage()).message
    const blind = ledgerReview(await readSolanaTransaction(token), token)
    expect(blind.isClear).toBe(false)
    expect(blind.lines).toContainEqual({ title: 'Message Hash', value: messageHashOnDevice(token) })
    expect(blind.instruction).toContain('Blind signing')
    for (const review of [clear, blind]) expect(review.status).toBe(NOT_TRIED_ON_A_DEVICE)
  })
})
