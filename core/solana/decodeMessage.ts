/** What the bytes of a message hold: instructions, who pays the fee, and what it lives by. */
import {
  type Address,
  getCompiledTransactionMessageDecoder,
  getInstructionsFromCompiledTransactionMessage,
  type Instruction,
} from '@solana/kit'
import { Problem } from '../model/problem'
import { instructionName, type ReadInstruction } from './namedInstruction'

export interface DecodedMessage {
  instructions: ReadInstruction[]
  feePayer: Address
  /** What stands where other transactions have a recent block's hash. */
  nonce: string
}

/** @throws Problem `solana.message-unreadable` */
export function decodeMessage(message: Uint8Array): DecodedMessage {
  try {
    const compiled = getCompiledTransactionMessageDecoder().decode(message)
    if (compiled.version !== 'legacy') throw new Error(`version ${compiled.version} of messages`)
    const [feePayer] = compiled.staticAccounts
    if (feePayer === undefined) throw new Error('no account')
    const instructions = getInstructionsFromCompiledTransactionMessage(compiled).map(whole)
    return { feePayer, instructions, nonce: String(compiled.lifetimeToken) }
  } catch (cause) {
    throw new Problem(
      'solana.message-unreadable',
      'The bytes are no Solana message of the kind that is signed here (legacy): take the file from where it was made again.',
      { cause },
    )
  }
}

function whole(instruction: Instruction): ReadInstruction {
  const { programAddress, accounts = [], data = new Uint8Array() } = instruction
  return { programAddress, accounts: [...accounts] as ReadInstruction['accounts'], data: Uint8Array.from(data) }
}

/** Its accounts and data, by a reader of its program. @throws Problem `solana.message-unreadable` */
export function parsed<Result>(instruction: ReadInstruction, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    throw new Problem('solana.message-unreadable', `${instructionName(instruction)} is cut short: do not sign it.`, { cause })
  }
}
