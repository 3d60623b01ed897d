/** Payouts for the screens, live; undefined while loading. */
import { useLiveQuery } from 'dexie-react-hooks'
import type { Signature } from '#core/model/records'
import { type PayoutFile, payoutFileSchema } from '#core/payout/payoutFile'
import { evmChainKey, isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { payoutStanding } from '#core/treasury/state/payoutStanding'
import { db } from '../records/openRecords'
import { type KeptPayout, readPayout, readPayouts } from './readPayouts'

/** Signed with an earlier version, which kept the signature in the file. */
export interface EarlierPayout {
  signature: Signature
  payout: PayoutFile
}

export interface AllPayouts {
  /** The newest first. */
  kept: KeptPayout[]
  earlier: EarlierPayout[]
}

export const usePayouts = () => useLiveQuery(readAllPayouts)
/** Null where the records do not have it. */
export const usePayout = (id: string) => useLiveQuery(async () => (await readPayout(id)) ?? null, [id])

async function readAllPayouts(): Promise<AllPayouts> {
  const [kept, signatures] = await Promise.all([readPayouts(), db.signatures.toArray()])
  return {
    kept: kept.reverse(),
    earlier: signatures
      .sort((one, other) => (one.createdAt > other.createdAt ? -1 : 1))
      .flatMap((signature) => {
        const payout = payoutFileSchema.safeParse(signature.file).data
        return payout ? [{ signature, payout }] : []
      }),
  }
}

/**
 * The files that another payout of this token goes on from: signed or paid, not void, and of practice only beside practice.
 */
export function previousFiles(
  { kept, earlier }: AllPayouts,
  { chain, symbol }: { chain: string; symbol: string },
): (PayoutFile | PayoutFileV4)[] {
  const isPractice = isPracticeChain(chain)
  const before = kept.filter(({ payout, state }) => {
    const { isSigned, isVoid, isPaid } = payoutStanding(payout, state)
    const isAlike = isPracticeChain(payout.treasury.chain) === isPractice && payout.token.symbol === symbol
    return isAlike && !isVoid && (isSigned || isPaid)
  })
  const signedBefore = earlier.filter(({ payout: { transaction, split } }) => {
    return transaction && split.token.symbol === symbol && isPracticeChain(evmChainKey(transaction.chainId)) === isPractice
  })
  return [...signedBefore.map(({ payout }) => payout), ...before.map(({ payout }) => payout)]
}
