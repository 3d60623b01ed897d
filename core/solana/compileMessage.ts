/** The bytes of a message that the treasury alone signs: legacy, which every version of the Ledger app reads. */
import {
  type Address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransactionMessage,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  type Instruction,
  type Nonce,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  setTransactionMessageLifetimeUsingDurableNonce,
} from '@solana/kit'

/** A nonce account of the treasury, and the value that it holds. */
export interface DurableNonce {
  /** Signs, pays the fee, and is the authority of the nonce account. */
  treasury: Address
  nonceAccount: Address
  /** Base58 of 32 bytes. */
  nonce: string
}

/** Advances the nonce, then does what is asked: it can be signed offline and sent days later, once. */
export function compileWithNonce({ treasury, nonceAccount, nonce }: DurableNonce, instructions: Instruction[]): Uint8Array {
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (empty) => setTransactionMessageFeePayer(treasury, empty),
    (paid) =>
      setTransactionMessageLifetimeUsingDurableNonce(
        { nonce: nonce as Nonce, nonceAccountAddress: nonceAccount, nonceAuthorityAddress: treasury },
        paid,
      ),
    (dated) => appendTransactionMessageInstructions(instructions, dated),
  )
  return Uint8Array.from(getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(message)))
}

/** @param blockhash of a recent block: about a minute later it can be sent no more */
export function compileWithBlockhash(treasury: Address, blockhash: string, instructions: Instruction[]): Uint8Array {
  const lifetime = { blockhash: blockhash as Blockhash, lastValidBlockHeight: 0n }
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (empty) => setTransactionMessageFeePayer(treasury, empty),
    (paid) => setTransactionMessageLifetimeUsingBlockhash(lifetime, paid),
    (dated) => appendTransactionMessageInstructions(instructions, dated),
  )
  return Uint8Array.from(getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(message)))
}
