import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { type PayoutFile, payoutFileSchema } from '#core/payout/payoutFile'
import { verifyPayout } from '#core/payout/verifyPayout'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'

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
  const found = await files.read(transactionHash)
  if (!found) throw new Problem('payout.file-missing', `The file of ${what} is gone from the data folder: ${remedy}.`)
  const damaged = (cause: unknown) =>
    new Problem('payout.file-damaged', `The file of ${what} was changed or damaged: ${remedy}.`, { cause })
  if (file && found.kept.sha256 !== file.sha256) throw damaged(`its SHA-256 is ${found.kept.sha256}, not ${file.sha256}`)
  let document: unknown
  try {
    document = parseBoundedJson(found.text)
  } catch (thrown) {
    throw damaged(thrown)
  }
  const [finding] = await verifyPayout(document)
  if (finding) throw damaged(`${finding.where}: ${finding.message}`)
  const payout = payoutFileSchema.parse(document)
  if (payout.signature?.transactionHash !== transactionHash) throw damaged('it holds another transaction')
  return payout
}
