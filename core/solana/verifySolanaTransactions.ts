/** Transactions from a file, held against their own bytes: what a second machine does before anybody signs. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Address } from '@solana/kit'
import type { Finding } from '../model/finding'
import { Problem } from '../model/problem'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
import { readSolanaTransaction } from './readSolanaTransaction'
import { checkSolanaAddress } from './solanaAddress'
import { messageBytes, type SolanaPlan, type SolanaTransaction } from './solanaTransactions'

/**
 * What does not hold of transactions from a file: each message is read from its bytes and compared with what stands beside
 * it. Empty when every byte pays exactly who and what is said.
 */
export async function verifySolanaTransactions(
  { treasury, token }: Pick<SolanaPlan, 'treasury' | 'token'>,
  transactions: readonly SolanaTransaction[],
): Promise<Finding[]> {
  const findings: Finding[] = []
  const nonceAccounts = new Set<string>()
  const payees = new Set<string>()
  for (const [place, transaction] of transactions.entries()) {
    const where = `transactions[${place}] payee ${transaction.payee.address}`
    const add = (message: string) => findings.push({ where, message })
    if (transaction.at !== place) add(`has at ${transaction.at}, but stands at ${place}`)
    if (nonceAccounts.has(transaction.nonceAccount)) add(`uses the nonce account ${transaction.nonceAccount} a second time`)
    nonceAccounts.add(transaction.nonceAccount)
    if (payees.has(transaction.payee.address)) add('is paid twice')
    payees.add(transaction.payee.address)
    try {
      for (const message of await differences(transaction, treasury, token)) add(message)
    } catch (thrown) {
      add(Problem.from(thrown, 'solana.message-unreadable', 'cannot be read').message)
    }
  }
  return findings
}

async function differences(transaction: SolanaTransaction, treasury: Address, token: SolanaToken | null): Promise<string[]> {
  const { payee, nonceAccount, nonce, createsTokenAccount, messageSha256 } = transaction
  const bytes = messageBytes(transaction)
  const read = await readSolanaTransaction(bytes)
  const wallet = checkSolanaAddress(payee.address, 'the payee')
  const to = token === null ? wallet : await associatedTokenAccount(wallet, token)
  const { transfer } = read
  const compared: [what: string, inBytes: unknown, said: unknown][] = [
    ['the message hash', bytesToHex(sha256(bytes)), messageSha256],
    ['the treasury', read.treasury, treasury],
    ['the nonce account', read.nonceAccount, nonceAccount],
    ['the nonce', read.nonce, nonce],
    ['the mint', transfer.token?.mint ?? 'native SOL', token?.mint ?? 'native SOL'],
    ['the decimals', transfer.token?.decimals, token?.decimals],
    ['the token program', transfer.token?.program, token?.program],
    ['the receiving account', transfer.to, to],
    ['the amount in base units', transfer.amountBaseUnits.toString(), payee.amountBaseUnits],
    ['the wallet whose account is created', transfer.createFor ?? wallet, wallet],
    ['the creation of a token account', transfer.createFor !== null, createsTokenAccount],
  ]
  return compared
    .filter(([, inBytes, said]) => inBytes !== said)
    .map(([what, inBytes, said]) => `has as ${what} ${inBytes} in its bytes, but ${said} is said`)
}
