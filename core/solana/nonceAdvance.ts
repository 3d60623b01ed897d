/**
 * The message that does nothing but use up a durable nonce, so that what was signed with this nonce can never be carried out. It lives
 * by the very nonce: it can be signed offline, and is refused once the nonce has changed. SPEC.md, rule [SO24].
 */
import { parseAdvanceNonceAccountInstruction } from '@solana-program/system'
import { Problem } from '../model/problem'
import { compileWithNonce, type DurableNonce } from './compileMessage'
import { decodeMessage, parsed } from './decodeMessage'
import { payingInstruction } from './namedInstruction'
import { sameBytes } from './sameBytes'

/** The same nonce is the same bytes. */
export function compileNonceAdvance(nonce: DurableNonce): Uint8Array {
  return compileWithNonce(nonce, [])
}

/** Whether the message advances a nonce and does nothing else, by its instructions alone. */
export function isNonceAdvance(message: Uint8Array): boolean {
  const [first, ...rest] = decodeMessage(message).instructions
  return first !== undefined && rest.length === 0 && payingInstruction(first) === 'advance-nonce'
}

/**
 * What is read is compiled again, and only the very same bytes are believed.
 * @throws Problem `solana.message-unreadable` or `solana.message-accounts`
 */
export function readNonceAdvance(message: Uint8Array): DurableNonce {
  const { instructions, feePayer: treasury, nonce } = decodeMessage(message)
  const [first] = instructions
  if (first && isNonceAdvance(message)) {
    const { accounts } = parsed(first, () => parseAdvanceNonceAccountInstruction(first))
    const read = { treasury, nonceAccount: accounts.nonceAccount.address, nonce }
    if (sameBytes(compileNonceAdvance(read), message)) return read
  }
  throw new Problem(
    'solana.message-accounts',
    'The message does not use up a nonce of the account that signs it: do not sign or send it.',
  )
}
