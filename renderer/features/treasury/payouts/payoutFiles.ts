/** Files of a payout, named so that they are found again by their period. */
import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/rewards/splitFile'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { fileStem } from '../../../platform/fileStem'

export interface NamedText {
  name: string
  text: string
}

/** @param state such as `signed` */
export function payoutFile(payout: PayoutFile | PayoutFileV4, state: string): NamedText {
  return { name: `${stemOf(payout)}.${state}.commonmast-payout.json`, text: JSON.stringify(payout) }
}

export function confirmationFile(payout: PayoutFileV4, confirmation: ConfirmationFile): NamedText {
  const { at, signer } = confirmation
  return {
    name: `${stemOf(payout)}.${at + 1}.${signer.slice(0, 8)}.commonmast-confirmation.json`,
    text: JSON.stringify(confirmation),
  }
}

export function stemOf({ split }: Pick<PayoutFileV4, 'split'>): string {
  return fileStem(periodOf(split).name) || 'payout'
}
