/** Whether a payout may be signed or sent on the strength of a snapshot: its age, chain, treasury, token and money. */
import type { Address, Hex } from 'viem'
import { checkSafeSnapshot, type WantedSafe } from './checkSafeSnapshot'
import type { Snapshot, TokenSnapshot } from './snapshot'
import { collectFindings, type SnapshotFinding } from './snapshotFinding'

/** A token as the cooperative has it on file. `address` null: the chain's own coin. */
export interface WantedToken {
  chainId: number
  address: Address | null
  symbol: string
  decimals: number
  /** Null where it was never captured. */
  codeHash: Hex | null
}

export interface SnapshotWants {
  now: Date
  chainId: number
  treasury: { kind: 'account'; address: Address } | WantedSafe
  token: WantedToken
  /** What the payout pays in all. */
  totalBaseUnits: bigint
  /** Who sends it, and the gas that it needs; null while that is not known. */
  executor: { address: Address; gasNeeded: bigint } | null
}

/** A week: signatures are collected over days, and owners, nonces and balances seldom change meanwhile. */
const STALE_AFTER_MS = 7 * 86_400_000
/** Blocks of slow chains are minutes apart; a clock that is an hour off dates everything wrongly. */
const CLOCK_OFF_MS = 3_600_000
const MINUTE_MS = 60_000

/** Refusals first. */
export function checkSnapshot(snapshot: Snapshot, wants: SnapshotWants): SnapshotFinding[] {
  const findings = [
    ...checkTime(snapshot, wants.now),
    ...checkTreasury(snapshot, wants),
    ...(wants.token.address === null ? [] : checkToken(snapshot.token, wants.token)),
    ...checkMoney(snapshot, wants),
  ]
  if (snapshot.chainId !== wants.chainId || wants.token.chainId !== wants.chainId) {
    findings.push({
      code: 'other-chain',
      refuses: true,
      message: `The snapshot is of chain ${snapshot.chainId}, the token of chain ${wants.token.chainId}, the payout of chain ${wants.chainId}: take those that belong together.`,
    })
  }
  return findings.sort((a, b) => Number(b.refuses) - Number(a.refuses))
}

function checkTime({ takenAt, block }: Snapshot, now: Date): SnapshotFinding[] {
  const { findings, warn } = collectFindings()
  const [taken, blockTime] = [Date.parse(takenAt), Date.parse(block.time)]
  const off = taken - blockTime
  if (Math.abs(off) > CLOCK_OFF_MS) {
    const way = off > 0 ? 'after' : 'before'
    warn(
      'clock-off',
      `The computer's clock stood ${Math.round(Math.abs(off) / MINUTE_MS)} minutes ${way} the newest block: set the clock, or the node lags.`,
    )
  }
  if (now.getTime() < taken - CLOCK_OFF_MS) {
    warn('from-the-future', `The snapshot was taken at ${takenAt}, which is still to come by this clock: set the clock.`)
  }
  // A wrong clock cannot make an old block new: the older of the two counts.
  const ageMs = now.getTime() - Math.min(taken, blockTime)
  if (ageMs > STALE_AFTER_MS) {
    warn('stale', `The snapshot is ${Math.floor(ageMs / 86_400_000)} days old (${block.time}): take a new one before sending.`)
  }
  return findings
}

function checkTreasury(snapshot: Snapshot, { treasury: wanted }: SnapshotWants): SnapshotFinding[] {
  const { treasury } = snapshot
  const { findings, refuse, warn } = collectFindings()
  if (treasury.address !== wanted.address) {
    refuse('other-treasury', `The snapshot is of ${treasury.address}, not of the treasury ${wanted.address}: take another.`)
  } else if (treasury.kind !== wanted.kind) {
    refuse(
      'treasury-kind',
      `On the chain ${treasury.address} is ${treasury.kind === 'safe' ? 'a Safe' : 'an account'}: correct it.`,
    )
  } else if (treasury.kind === 'safe' && wanted.kind === 'safe') {
    findings.push(...checkSafeSnapshot(treasury, wanted, snapshot))
  } else if (treasury.kind === 'account' && treasury.codeHash !== null) {
    warn('account-has-code', `${treasury.address} has code, so somebody else may move its money: find out which contract it is.`)
  }
  return findings
}

function checkToken(token: TokenSnapshot | null, wanted: WantedToken): SnapshotFinding[] {
  const { findings, refuse, warn } = collectFindings()
  if (token === null || token.address !== wanted.address) {
    refuse('other-token', `The snapshot says nothing of the token ${wanted.address}: take another with --token.`)
    return findings
  }
  if (token.decimals !== wanted.decimals) {
    refuse(
      'token-decimals',
      `The token has ${token.decimals} decimals on the chain, not ${wanted.decimals}: every amount would be wrong.`,
    )
  }
  if (token.symbol !== wanted.symbol) {
    refuse('token-symbol', `The token calls itself "${token.symbol}", not "${wanted.symbol}": it may be another token.`)
  }
  if (wanted.codeHash !== null && token.codeHash !== wanted.codeHash.toLowerCase()) {
    refuse('token-code', `The code of the token ${token.address} is not the one on file: find out why before paying with it.`)
  }
  if (token.implementation !== null) {
    warn('token-proxy', `The token runs the code of ${token.implementation.address}, which its owner can change: simulate it.`)
  }
  if (token.paused === true) refuse('token-paused', `${token.symbol} is paused: nothing can be paid with it until it goes on.`)
  return findings
}

function checkMoney({ treasury, executor, fees, block }: Snapshot, wants: SnapshotWants): SnapshotFinding[] {
  const { findings, refuse, warn } = collectFindings()
  const held = wants.token.address === null ? treasury.balanceWei : treasury.tokenBaseUnits
  if (held !== null && BigInt(held) < wants.totalBaseUnits) {
    const lacking = wants.totalBaseUnits - BigInt(held)
    refuse('not-enough', `The treasury lacks ${lacking} base units of ${wants.token.symbol}: fund it before the payout is sent.`)
  }
  if (wants.executor === null) return findings
  if (executor?.address !== wants.executor.address) {
    refuse('other-executor', `The snapshot says nothing of ${wants.executor.address}, who sends: take another with --executor.`)
    return findings
  }
  const price = BigInt(fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei)
  const spent = executor.address === treasury.address && wants.token.address === null ? wants.totalBaseUnits : 0n
  const needed = price * wants.executor.gasNeeded + spent
  if (BigInt(executor.balanceWei) < needed) {
    refuse(
      'executor-poor',
      `${executor.address} has ${executor.balanceWei} wei and needs up to ${needed}: send it coin for the gas.`,
    )
  }
  if (wants.executor.gasNeeded > BigInt(block.gasLimit)) {
    refuse('above-block', `The payout needs ${wants.executor.gasNeeded} gas, more than a block of the chain holds: split it up.`)
  }
  if (executor.pendingNonce !== executor.nonce) {
    warn('executor-waiting', `Transactions of ${executor.address} wait to be mined: the next nonce is ${executor.pendingNonce}.`)
  }
  return findings
}
