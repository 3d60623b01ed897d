import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { saveSignedPayout } from '../../../data/money/distributions'
import { consoleClient } from '../../../platform/consoleClient'
import { readTextFile } from '../../../platform/readTextFile'

/**
 * Puts a signed payout back from the file that a person kept: the very one, verified anew.
 * @throws Problem `payout.not-this-file`, `payout.does-not-hold`, `json.too-*` or those of the write
 */
export async function bringPayout(file: File, transactionHash: string): Promise<void> {
  const payout = payoutFileSchema.safeParse(parsed(await readTextFile(file)))
  if (!payout.success || payout.data.signature?.transactionHash !== transactionHash) {
    throw new Problem(
      'payout.not-this-file',
      'This is not the file of that payout: choose the one that was saved when it was signed.',
    )
  }
  const { holds, findings } = await consoleClient.call('payout.verify', { payout: payout.data })
  if (!holds) {
    const [finding] = findings
    throw new Problem(
      'payout.does-not-hold',
      `This file does not hold: ${finding?.where} ${finding?.message}. Choose another copy.`,
    )
  }
  await saveSignedPayout(payout.data)
}

function parsed(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    return null
  }
}
