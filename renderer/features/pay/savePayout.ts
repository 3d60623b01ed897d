import type { PayoutFile } from '#core/payout/payoutFile'
import { saveFile } from '../../platform/saveFile'

/** Hands out the payout as `commonmast-payout-v1`, named by its period. */
export function savePayout(payout: PayoutFile): void {
  const period = payout.split.epoch.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'payout'
  const state = payout.signature ? 'signed' : 'unsigned'
  saveFile(`${period}.${state}.commonmast-payout.json`, JSON.stringify(payout))
}
