/** Whether a mini-fanout pays whom and how the cooperative thinks: plain findings, none when all holds. */
import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit'
import type { Finding } from '../model/finding'
import { Problem } from '../model/problem'
import { runMiniFanout } from '../rewards/miniFanout'
import { associatedTokenAccount } from './associatedTokenAccount'
import { fanoutMembers, MINI_FANOUT_PROGRAM, type MiniFanoutSettings, type MiniFanoutShare, NO_KEY } from './miniFanoutSettings'
import { canBeWallet, checkSolanaAddress } from './solanaAddress'

export interface ExpectedFanout {
  /** Address of the fanout's own account. */
  fanout: Address
  mint: Address
  /** Who may change it. */
  owner: Address
  /** What each wallet is to get of the rest, in any common unit; null when no one was agreed. */
  weights: readonly { wallet: Address; weight: bigint }[] | null
}

type Add = (where: string, message: string) => void

const LARGEST_U32 = 2n ** 32n - 1n

export async function checkMiniFanout(settings: MiniFanoutSettings, expected: ExpectedFanout): Promise<Finding[]> {
  const findings: Finding[] = []
  const add: Add = (where, message) => findings.push({ where, message })
  await checkAccounts(settings, expected, add)
  if (settings.nextTask === expected.fanout || settings.nextTask === MINI_FANOUT_PROGRAM || settings.nextTask === NO_KEY) {
    add('next task', 'nothing is scheduled, so it pays nobody: fund it and schedule it again')
  }
  if (settings.schedule.trim() === '') add('schedule', 'is empty, so it never runs')
  settings.shares.forEach((share, at) => {
    checkShare(share, `shares[${at}] wallet ${share.wallet}`, settings.shares.slice(0, at), add)
  })
  checkWeights(settings, expected.weights, add)
  checkRun(settings, add)
  return findings
}

async function checkAccounts(
  { namespace, seed, mint, owner, tokenAccount }: MiniFanoutSettings,
  expected: ExpectedFanout,
  add: Add,
) {
  const [derived] = await getProgramDerivedAddress({
    programAddress: MINI_FANOUT_PROGRAM,
    seeds: ['mini_fanout', getAddressEncoder().encode(namespace), seed],
  })
  if (derived !== expected.fanout) add('fanout', `its namespace and seed make ${derived}, not ${expected.fanout}`)
  if (mint !== expected.mint) add('mint', `it pays the token ${mint}, not ${expected.mint}`)
  if (owner !== expected.owner) add('owner', `${owner} may change it at any time, and not ${expected.owner}`)
  const own = await associatedTokenAccount(expected.fanout, { mint, program: 'token' })
  if (tokenAccount !== own) add('token account', `it pays from ${tokenAccount}, but rewards arrive at its own account ${own}`)
}

function checkShare(share: MiniFanoutShare, where: string, before: readonly MiniFanoutShare[], add: Add): void {
  const { wallet, delegate, owedBaseUnits } = share
  if (wallet === NO_KEY) add(where, 'has no wallet')
  else {
    for (const receiver of [wallet, ...(delegate === null ? [] : [delegate])]) {
      try {
        if (!canBeWallet(checkSolanaAddress(receiver, 'the wallet'))) {
          add(where, `no key can exist for ${receiver}: make sure that the program it belongs to can spend`)
        }
      } catch (thrown) {
        add(where, Problem.from(thrown, 'solana.address-malformed', 'has no address').message)
      }
    }
  }
  if (delegate !== null) add(where, `its part goes to ${delegate} instead`)
  if (before.some((other) => other.wallet === wallet)) add(where, 'stands in the list twice')
  if (owedBaseUnits > 0n) add(where, `${owedBaseUnits} base units are still owed: the receiver has no account for the token`)
}

function checkWeights({ shares }: MiniFanoutSettings, expected: ExpectedFanout['weights'], add: Add): void {
  const weightOf = (wallet: Address) =>
    shares.reduce((sum, share) => sum + (share.wallet === wallet && share.term.kind === 'share' ? share.term.weight : 0n), 0n)
  const total = shares.reduce((sum, { term }) => sum + (term.kind === 'share' ? term.weight : 0n), 0n)
  if (total > LARGEST_U32) add('shares', `add up to ${total}, more than the program can add (${LARGEST_U32}): it would stop`)
  if (shares.length > 0 && total === 0n) add('shares', 'no wallet has a part of the rest, which stays in the account')
  if (expected === null) return
  const agreed = expected.reduce((sum, { weight }) => sum + weight, 0n)
  for (const { wallet, weight } of expected) {
    const found = weightOf(wallet)
    if (found * agreed !== weight * total)
      add('shares', `${wallet} has ${found} of ${total}, but ${weight} of ${agreed} was agreed`)
  }
  const known = new Set(expected.map(({ wallet }) => wallet))
  for (const { wallet, term } of shares) {
    if (!known.has(wallet)) add('shares', `${wallet} was not agreed on`)
    if (term.kind === 'fixed') add('shares', `${wallet} gets ${term.amountBaseUnits} base units before all shares`)
  }
}

/** What the program itself could not run. */
function checkRun(settings: MiniFanoutSettings, add: Add): void {
  try {
    runMiniFanout(
      0n,
      fanoutMembers(settings, () => true),
    )
  } catch (thrown) {
    add('shares', Problem.from(thrown, 'fanout.not-runnable', 'cannot be run').message)
  }
}
