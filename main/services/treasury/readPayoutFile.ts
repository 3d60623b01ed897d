import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'

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
  const found = await files.read(payoutId)
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
  const [finding] = verify || !file ? await verifyPayoutV4(document) : []
  if (finding) throw damaged(`${finding.where}: ${finding.message}`)
  const parsed = payoutFileV4Schema.safeParse(document)
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.message)
  if (parsed.data.contentSha256 !== payoutId) throw damaged('it holds another payout')
  return parsed.data
}
