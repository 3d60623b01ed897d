import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { CONFIRMATION_FORMAT, confirmationFileSchema } from '#core/treasury/model/confirmationFile'
import { PAYOUT_FORMAT, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { learnPayout, takeConfirmation } from '../../../data/treasury/payoutCalls'
import { readTextFile } from '../../../platform/readTextFile'

/**
 * Takes in a payout or a confirmation from another machine; main verifies both anew.
 * @returns the payout's id
 * @throws Problem `payout.*`, `confirmation.*`, `json.*`
 */
export async function takeInPayoutFile(file: File): Promise<string> {
  return takeInPayoutText(await readTextFile(file))
}

/** The same, of text that came by camera. */
export async function takeInPayoutText(text: string): Promise<string> {
  const document = parseBoundedJson(text)
  const format = (document as { format?: unknown } | null)?.format
  if (format === PAYOUT_FORMAT) {
    const payout = payoutFileV4Schema.safeParse(document).data
    if (!payout) throw malformed('payout')
    await learnPayout(payout)
    return payout.contentSha256
  }
  if (format === CONFIRMATION_FORMAT) {
    const confirmation = confirmationFileSchema.safeParse(document).data
    if (!confirmation) throw malformed('confirmation')
    await takeConfirmation(confirmation)
    return confirmation.payoutSha256
  }
  throw new Problem(
    'payout.other-file',
    'This is neither a payout nor a confirmation of one: choose a file that another installation saved for it.',
  )
}

function malformed(what: string): Problem {
  return new Problem(`${what}.malformed`, `The ${what} is not as it should be: ask for its file again.`)
}
