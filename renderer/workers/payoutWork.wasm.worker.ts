/**
 * What takes long of a payout: putting it together, working out again what a second machine shows, and proofs for members. A
 * Merkle tree is hashed in WebAssembly, and only a worker of this name is served with leave to compile it.
 */
import { memberProofs } from '#core/treasury/payout/memberProofs'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { compareSecondLook, secondLook } from '#core/treasury/payout/secondLook'
import { serveWorker } from '../platform/serveWorker'
import { payoutWorkContract } from './payoutWorkContract'

serveWorker(payoutWorkContract, {
  prepare: async (input) => preparePayoutV4(input),
  secondLook: async (payout) => secondLook(payout),
  compare: async ({ payout, other }) => compareSecondLook(payout, other),
  proofs: async ({ payout, memberIds }) => memberProofs(payout, memberIds),
})
