/** Treasuries and tokens compared with the chain now, by the nodes of this machine. */
import { Problem } from '#core/model/problem'
import { accountSnapshots } from '#core/treasury/accounts/accountSnapshots'
import { db } from '../records/openRecords'
import { takeSnapshot } from './chainCalls'
import { type ComparedAccount, checkWithSnapshot } from './checkWithSnapshot'

export interface OnlineCheck {
  compared: ComparedAccount[]
  /** What kept a chain from being asked, one for each chain. */
  problems: Problem[]
}

/** Every account whose chain has a node; one that is not as it was typed is no longer marked as checked. */
export async function checkOnline(has: (chain: string) => boolean): Promise<OnlineCheck> {
  const [treasuries, tokens, members] = await Promise.all([db.treasuries.toArray(), db.tokens.toArray(), db.members.toArray()])
  const payees = [...new Set(members.flatMap(({ address }) => (address?.startsWith('0x') ? [address] : [])))]
  const compared = new Map<string, ComparedAccount>()
  const problems = new Map<string, Problem>()
  for (const request of accountSnapshots({ treasuries, tokens }, payees, has)) {
    const { chain } = request.treasury
    if (problems.has(chain)) continue
    try {
      // A treasury that several snapshots tell of is said once, as the last of them has it.
      for (const account of await checkWithSnapshot(await takeSnapshot({ ...request, executor: null, distributor: null })))
        compared.set(`${chain} ${account.name}`, account)
    } catch (thrown) {
      problems.set(chain, Problem.from(thrown, 'node.unreachable', `Nothing came of asking ${chain}: try it again.`))
    }
  }
  return { compared: [...compared.values()], problems: [...problems.values()] }
}
