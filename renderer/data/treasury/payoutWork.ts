/** Payouts are put together and looked at again in a worker, so that thousands of payees hold up no screen. Nothing is saved. */
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { ProofFile } from '#core/treasury/model/proofFile'
import type { PayoutInputV4 } from '#core/treasury/payout/preparePayoutV4'
import type { SecondLookLine, SecondLookResult } from '#core/treasury/payout/secondLook'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { payoutWorkContract } from '../../workers/payoutWorkContract'

/** @throws Problem those of `preparePayoutV4` */
export function runPrepare(input: PayoutInputV4, signal: AbortSignal): Promise<PayoutFileV4> {
  return callOnce(openWorker(), 'prepare', input, { signal })
}

export function runSecondLook(payout: PayoutFileV4, signal: AbortSignal): Promise<SecondLookLine[]> {
  return callOnce(openWorker(), 'secondLook', payout, { signal })
}

export function runCompare(payout: PayoutFileV4, other: PayoutFileV4 | SecondLookLine[]): Promise<SecondLookResult> {
  return callOnce(openWorker(), 'compare', { payout, other })
}

/** @param memberIds of these members; of all where they are missing. @throws Problem `proof.*` */
export function runProofs(payout: PayoutFileV4, memberIds?: string[]): Promise<ProofFile[]> {
  return callOnce(openWorker(), 'proofs', { payout, ...(memberIds && { memberIds }) })
}

function openWorker() {
  const worker = new Worker(new URL('../../workers/payoutWork.wasm.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('payout', payoutWorkContract, worker, { patienceMs: 0 })
}
