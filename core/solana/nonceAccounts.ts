/**
 * The treasury's own nonce accounts. Their addresses follow from the treasury's and a number (a seed), so that no second key has to
 * sign for them, every installation finds them, and none is typed. SPEC.md, rule [SO25].
 */
import { type Address, createAddressWithSeed, createNoopSigner, type Instruction } from '@solana/kit'
import {
  getCreateAccountWithSeedInstruction,
  getInitializeNonceAccountInstruction,
  identifySystemInstruction,
  parseCreateAccountWithSeedInstruction,
  SYSTEM_PROGRAM_ADDRESS,
  SystemInstruction,
} from '@solana-program/system'
import { Problem, validateArgument } from '../model/problem'
import { compileWithBlockhash } from './compileMessage'
import { decodeMessage, parsed } from './decodeMessage'
import type { ReadInstruction } from './namedInstruction'
import { sameBytes } from './sameBytes'

export const NONCE_ACCOUNT_BYTES = 80
/** As many as one question to a node names. */
export const MOST_NONCE_ACCOUNTS = 100
/** More do not fit into the 1232 bytes of a transaction. */
export const NONCE_ACCOUNTS_AT_ONCE = 5
/** Several times what Solana asks for 80 bytes: a node that asks for more is not believed. */
const MOST_LAMPORTS_EACH = 10_000_000n
const SEED = /^commonmast-nonce-(0|[1-9]\d{0,3})$/

export interface NonceAccountsToCreate {
  /** Signs, pays fee and deposits, and becomes the authority of each. */
  treasury: Address
  /** Numbers of the accounts, from 0. */
  places: readonly number[]
  /** What each must hold. It stays the treasury's. */
  lamportsEach: bigint
  /** Of a recent block. */
  blockhash: string
}

/** Where the treasury's nonce account with this number is, whether it exists or not. */
export function nonceAccountAt(treasury: Address, place: number): Promise<Address> {
  return createAddressWithSeed({ baseAddress: treasury, programAddress: SYSTEM_PROGRAM_ADDRESS, seed: seedAt(place) })
}

export interface NonceAccountPlace {
  place: number
  address: Address
}

/** All places at which a treasury's nonce accounts are looked for. */
export function nonceAccountPlaces(treasury: Address): Promise<NonceAccountPlace[]> {
  const places = Array.from({ length: MOST_NONCE_ACCOUNTS }, (_, place) => place)
  return Promise.all(places.map(async (place) => ({ place, address: await nonceAccountAt(treasury, place) })))
}

/** @throws Problem `solana.nonce-accounts` or `solana.deposit` */
export async function compileNonceAccounts(wanted: NonceAccountsToCreate): Promise<Uint8Array> {
  const { treasury, places, lamportsEach, blockhash } = wanted
  validateArgument(
    places.length > 0 && places.length <= NONCE_ACCOUNTS_AT_ONCE,
    'solana.nonce-accounts',
    `One transaction creates 1 to ${NONCE_ACCOUNTS_AT_ONCE} nonce accounts, not ${places.length}.`,
  )
  validateArgument(
    lamportsEach > 0n && lamportsEach <= MOST_LAMPORTS_EACH,
    'solana.deposit',
    `A nonce account would have to hold ${lamportsEach} lamports, and ${MOST_LAMPORTS_EACH} are the most that is believed: ask another node.`,
  )
  const instructions: Instruction[] = []
  for (const place of places) instructions.push(...(await creation(treasury, place, lamportsEach)))
  return compileWithBlockhash(treasury, blockhash, instructions)
}

/** Whether the message begins with creating an account from a seed. */
export function beginsWithCreation(message: Uint8Array): boolean {
  const [first] = decodeMessage(message).instructions
  return first !== undefined && isCreation(first)
}

/**
 * What is read is compiled again, and only the very same bytes are believed: nothing beside it can be in the message.
 * @throws Problem `solana.message-unreadable`, `solana.message-foreign`, `solana.nonce-accounts` or `solana.deposit`
 */
export async function readNonceAccounts(message: Uint8Array): Promise<NonceAccountsToCreate> {
  const { instructions, feePayer: treasury, nonce: blockhash } = decodeMessage(message)
  const created = instructions
    .filter(isCreation)
    .map((instruction) => parsed(instruction, () => parseCreateAccountWithSeedInstruction(instruction)).data)
  const places = created.map(({ seed }) => Number(SEED.exec(seed)?.[1] ?? -1))
  const wanted = { treasury, places, lamportsEach: created[0]?.amount ?? 0n, blockhash }
  if (places.every((place) => place >= 0) && sameBytes(await compileNonceAccounts(wanted), message)) return wanted
  throw new Problem(
    'solana.message-foreign',
    'The message does more, or something else, than to create nonce accounts of the account that signs it: do not sign or send it.',
  )
}

async function creation(treasury: Address, place: number, amount: bigint): Promise<Instruction[]> {
  const nonceAccount = await nonceAccountAt(treasury, place)
  const create = getCreateAccountWithSeedInstruction({
    payer: createNoopSigner(treasury),
    newAccount: nonceAccount,
    base: treasury,
    seed: seedAt(place),
    amount,
    space: NONCE_ACCOUNT_BYTES,
    programAddress: SYSTEM_PROGRAM_ADDRESS,
  })
  return [create, getInitializeNonceAccountInstruction({ nonceAccount, nonceAuthority: treasury })]
}

function isCreation({ programAddress, data }: ReadInstruction): boolean {
  if (programAddress !== SYSTEM_PROGRAM_ADDRESS || data.length === 0) return false
  try {
    return identifySystemInstruction(data) === SystemInstruction.CreateAccountWithSeed
  } catch {
    return false
  }
}

function seedAt(place: number): string {
  return `commonmast-nonce-${place}`
}
