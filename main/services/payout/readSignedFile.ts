import { Problem } from '#core/model/problem'
import { type PayoutFile, payoutFileSchema } from '#core/payout/payoutFile'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'
import { readKeptDocument } from './readKeptDocument'

/** What is known of the file; `file` null where nothing names it yet. */
interface Named {
  transactionHash: string
  seq?: number
  file: KeptFile | null
}

/**
 * The file of a signed payout, verified anew.
 * @throws Problem `payout.file-not-kept` (an earlier version kept none), `payout.file-missing`, `payout.file-damaged` or `disk.*`
 */
export async function readSignedFile(files: PayoutFiles, { transactionHash, seq, file }: Named): Promise<PayoutFile> {
  const what = seq === undefined ? 'a signed payout' : `the payout signed by entry ${seq} of the journal`
  const remedy = 'take it from the records or a backup'
  if (seq !== undefined && !file) {
    throw new Problem(
      'payout.file-not-kept',
      `Commonmast did not keep files when it wrote ${what}: take it from the records or a backup.`,
    )
  }
  const { document, damaged } = await readKeptDocument(files, { name: transactionHash, file, what, remedy })
  const [finding] = await verifyPayout(document)
  if (finding) throw damaged(`${finding.where}: ${finding.message}`)
  const payout = payoutFileSchema.parse(document)
  if (payout.signature?.transactionHash !== transactionHash) throw damaged('it holds another transaction')
  return payout
}
