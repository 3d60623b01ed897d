import { reviewOnDevice } from '#core/treasury/review/deviceReview'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import type { Signable } from '#core/treasury/signing/signingDigest'

const TOUCH = /Stax|Flex|Gen5/

/** What a Ledger showed as far as it is known here: with settings as most people have them it shows this, with others more. */
export function shownLines(signable: Signable, signer: string, deviceName: string): { label: string; value: string }[] {
  const settings = { ...USUAL_SETTINGS, model: TOUCH.test(deviceName) ? ('touch' as const) : ('nano' as const) }
  const { device } = reviewOnDevice(signable, { settings, signer })
  return device.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
}
