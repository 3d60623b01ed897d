import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/rewards/splitFile'
import { saveFile } from '../../platform/saveFile'

/** Hands out the payout as a file, named by its period. */
export function savePayout(payout: PayoutFile): void {
  const period =
    periodOf(payout.split)
      .name.replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'payout'
  const state = payout.signature ? 'signed' : 'unsigned'
  saveFile(`${period}.${state}.commonmast-payout.json`, JSON.stringify(payout))
}
