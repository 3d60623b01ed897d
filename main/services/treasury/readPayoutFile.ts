import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'
import { readKeptDocument } from '../payout/readKeptDocument'

/** What is known of the file; `file` null where nothing names it yet. */
interface Named {
  payoutId: string
  file: KeptFile | null
}

/**
 * The file of a payout. One whose bytes are those that were kept was verified then.
 * @param verify whether all of it is worked out anew, as before anything is signed
 * @throws Problem `payout.file-missing`, `payout.file-damaged` or `disk.*`
 */
export async function readPayoutFile(files: PayoutFiles, { payoutId, file }: Named, verify: boolean): Promise<PayoutFileV4> {
  const what = `the payout ${payoutId.slice(0, 12)}…`
  const remedy = 'take it from the records, from a backup or from another treasurer'
  const { document, damaged } = await readKeptDocument(files, { name: payoutId, file, what, remedy })
  const [finding] = verify || !file ? await verifyPayoutV4(document) : []
  if (finding) throw damaged(`${finding.where}: ${finding.message}`)
  const parsed = payoutFileV4Schema.safeParse(document)
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.message)
  if (parsed.data.contentSha256 !== payoutId) throw damaged('it holds another payout')
  return parsed.data
}
