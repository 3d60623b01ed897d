/** Whether a run can be paid as things stood in a snapshot. What is refused stops the payout; a warning is for a person. */

import { address } from '@solana/kit'
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import type { Finding } from '../model/finding'
import { canBeWallet } from './solanaAddress'
import { isSolanaCluster } from './solanaCluster'
import { programName, tokenProgramOf } from './solanaPrograms'
import type { SolanaSnapshot } from './solanaSnapshot'
import type { NonceAccount, SolanaPayee, SolanaPlan } from './solanaTransactions'

export interface SnapshotCheck {
  refusals: Finding[]
  warnings: Finding[]
}

/** Extensions of a Token-2022 mint that change no transfer: names, pointers, and who may close the mint. */
const HARMLESS_EXTENSIONS = new Set(['MetadataPointer', 'TokenMetadata', 'GroupPointer', 'TokenGroup', 'MintCloseAuthority'])
const STALE_AFTER_HOURS = 24

export interface SnapshotCheckOptions {
  /** CAIP-2 name of the cluster that the treasury is on. */
  chain: string
  /** Now, ISO 8601. */
  now: string
}

/** @param plan the run that the snapshot must allow: its payees are those of one run. */
export function checkSolanaSnapshot(plan: SolanaPlan, snapshot: SolanaSnapshot, options: SnapshotCheckOptions): SnapshotCheck {
  const refusals: Finding[] = []
  const warnings: Finding[] = []
  const refuse = (where: string, message: string) => refusals.push({ where, message })
  const warn = (where: string, message: string) => warnings.push({ where, message })

  if (!isSolanaCluster(options.chain, snapshot.genesisHash)) {
    refuse('cluster', `the snapshot is of the cluster ${snapshot.genesisHash}, but the treasury is on ${options.chain}`)
  }
  if (snapshot.treasury !== plan.treasury) {
    refuse('treasury', `the snapshot is of ${snapshot.treasury}, but ${plan.treasury} pays`)
  }
  checkAge(snapshot.capturedAt, options.now, warn)
  checkToken(plan, snapshot, refuse)
  checkNonces(plan, snapshot, refuse)
  for (const payee of plan.payees) checkPayee(payee, plan, snapshot, refuse, warn)
  checkLamports(plan, snapshot, refuse)
  return { refusals, warnings }
}

type Add = (where: string, message: string) => void

function checkAge(capturedAt: string, now: string, warn: Add): void {
  const hours = (Date.parse(now) - Date.parse(capturedAt)) / 3_600_000
  if (hours < 0) warn('snapshot', `it was captured at ${capturedAt}, which is after now: check this computer's clock`)
  if (hours > STALE_AFTER_HOURS) {
    warn('snapshot', `it was captured at ${capturedAt}, ${Math.floor(hours)} hours ago: balances may have changed`)
  }
}

function checkToken({ token, payees }: SolanaPlan, snapshot: SolanaSnapshot, refuse: Add): void {
  const found = snapshot.token
  if (token === null) return
  if (found === null || found.mint !== token.mint) {
    refuse('token', `the snapshot says nothing of the token ${token.mint}: capture it with this token`)
    return
  }
  if (found.decimals !== token.decimals) refuse('token', `it has ${found.decimals} decimals on chain, not ${token.decimals}`)
  if (found.program !== token.program) refuse('token', `it is kept by the ${found.program} program, not by ${token.program}`)
  for (const extension of found.extensions.filter((name) => !HARMLESS_EXTENSIONS.has(name))) {
    refuse('token', `its mint has the extension ${extension}, with which a payee may get another amount, or nothing`)
  }
  const total = payees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
  if (found.sourceBaseUnits === null) refuse('treasury', `it has no account for the token: ${found.sourceAccount} does not exist`)
  else if (BigInt(found.sourceBaseUnits) < total) {
    refuse('treasury', `it holds ${found.sourceBaseUnits} base units, but ${total} are to be paid`)
  }
  if (found.sourceIsFrozen) refuse('treasury', `its token account ${found.sourceAccount} is frozen`)
}

function checkNonces({ nonceAccounts, payees, treasury }: SolanaPlan, snapshot: SolanaSnapshot, refuse: Add): void {
  const found = new Map(snapshot.nonceAccounts.map((account) => [account.address, account]))
  for (const { address: account, nonce } of nonceAccounts.slice(0, payees.length)) {
    const where = `nonce account ${account}`
    const state = found.get(account)
    if (!state) refuse(where, 'the snapshot says nothing of it: capture it with this account')
    else if (state.nonce === null) refuse(where, 'it is no initialized nonce account')
    else if (state.authority !== treasury) refuse(where, `its authority is ${state.authority}, not the treasury`)
    else if (state.nonce !== nonce) refuse(where, `its nonce was used up: it holds ${state.nonce}, not ${nonce}`)
  }
}

function checkPayee(payee: SolanaPayee, { token }: SolanaPlan, snapshot: SolanaSnapshot, refuse: Add, warn: Add): void {
  const where = `payee ${payee.address}`
  const found = snapshot.payees.find(({ address: known }) => known === payee.address)
  if (!found) {
    refuse(where, 'the snapshot says nothing of this payee: capture it with all payees')
    return
  }
  if (found.isProgram) refuse(where, 'it is a program, from which nothing comes back')
  else if (found.owner !== null && tokenProgramOf(found.owner) !== null) {
    refuse(where, 'it is a token account or a mint, not a wallet: ask for the address of the wallet')
  } else if (found.owner !== null && found.owner !== SYSTEM_PROGRAM_ADDRESS) {
    warn(where, `its account belongs to the ${programName(found.owner)}: make sure that the payee can spend from it`)
  }
  if (!canBeWallet(payee.address)) {
    warn(where, 'no key can exist for it, so it is an account of a program (a vault, say), not a plain wallet: confirm it')
  }
  if (token === null) checkSolPayee(payee, BigInt(found.lamports), snapshot, refuse)
  else checkTokenAccount(payee, found.tokenAccount, refuse, warn)
}

function checkSolPayee({ address: wallet, amountBaseUnits }: SolanaPayee, holds: bigint, snapshot: SolanaSnapshot, refuse: Add) {
  const least = BigInt(snapshot.rentLamports.emptyAccount)
  if (holds + amountBaseUnits < least) {
    refuse(`payee ${wallet}`, `it would hold ${holds + amountBaseUnits} lamports, and an account needs at least ${least}`)
  }
}

function checkTokenAccount(
  { address: wallet, createTokenAccount }: SolanaPayee,
  account: SolanaSnapshot['payees'][number]['tokenAccount'],
  refuse: Add,
  warn: Add,
): void {
  const where = `payee ${wallet}`
  if (account === null) refuse(where, 'the snapshot says nothing of the token account: capture it with this token')
  else if (account.fault !== null) refuse(where, `the token account ${account.address} ${account.fault}`)
  else if (!account.exists && !createTokenAccount) {
    refuse(
      where,
      `the token account ${account.address} does not exist: let the payment create it, which costs the treasury its rent`,
    )
  } else if (account.exists && createTokenAccount) {
    warn(where, `the token account ${account.address} exists already: the payment need not create it`)
  }
}

/** Fees of all transactions, rent of accounts to create, and native SOL that is paid; the treasury keeps its own rent. */
function checkLamports({ payees, token }: SolanaPlan, snapshot: SolanaSnapshot, refuse: Add): void {
  const { feeLamports, rentLamports, treasuryLamports } = snapshot
  const created = BigInt(payees.filter(({ createTokenAccount }) => createTokenAccount).length)
  const paid = token === null ? payees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n) : 0n
  const fees = BigInt(payees.length) * BigInt(feeLamports)
  const rent = created * BigInt(rentLamports.tokenAccount)
  const needed = fees + rent + paid + BigInt(rentLamports.emptyAccount)
  if (BigInt(treasuryLamports) >= needed) return
  const parts = [
    `${fees} for fees`,
    ...(rent > 0n ? [`${rent} for new token accounts`] : []),
    ...(paid > 0n ? [`${paid} to pay`] : []),
    `${rentLamports.emptyAccount} that must stay`,
  ]
  refuse('treasury', `it holds ${treasuryLamports} lamports, but needs ${needed} (${parts.join(', ')})`)
}

/** Nonce accounts that the treasury can use now, with what they hold. */
export function usableNonceAccounts({ nonceAccounts, treasury }: SolanaSnapshot): NonceAccount[] {
  return nonceAccounts.flatMap(({ address: account, nonce, authority }) =>
    nonce !== null && authority === treasury ? [{ address: address(account), nonce }] : [],
  )
}

/** Payees whose token account has to be created. */
export function missingTokenAccounts({ payees }: SolanaSnapshot): Set<string> {
  return new Set(payees.filter(({ tokenAccount }) => tokenAccount?.exists === false).map((payee) => payee.address))
}
