/** What the tour promises, checked on what it brought back. Each failed check is one sentence. */
import { formatAmount } from '#core/model/money'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { verifySplit } from '#core/rewards/verifySplit'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import type { TourResults } from './runTour'

/** The `tour.json` document without its list of pictures, and what did not hold. */
export async function checkTour(results: TourResults) {
  const { fleet, plan, provisioning, split, paid, consoleErrors } = results
  const { payout, confirmation } = paid
  const { totals, token } = split
  const recordFindings = verifyProvisioning(provisioning.file)
  const splitFindings = verifySplit(split)
  const payoutFindings = await verifyPayoutV4(payout)
  const { facts } = provisioning.file
  const gains = plan.sites.map((site) => site.gainCells)
  const { signer: recovered } = await checkConfirmation(payout, confirmation)
  const sum = BigInt(totals.paidBaseUnits) + BigInt(totals.heldBaseUnits) + BigInt(totals.dustBaseUnits)

  const failures = [
    [fleet.imported === fleet.rows, `${fleet.rows} rows but ${fleet.imported} hotspots imported`],
    [gains.length > 0, 'the plan has no site'],
    [gains.every((gain, at) => gain <= (gains[at - 1] ?? gain)), 'a later site gains more than an earlier one'],
    [facts.identified, 'the hotspot was not identified'],
    [facts.connected, 'the hotspot was not connected'],
    [recordFindings.length === 0, `the provisioning record does not verify: ${recordFindings[0]?.message}`],
    [splitFindings.length === 0, `the split does not verify: ${splitFindings[0]?.where} ${splitFindings[0]?.message}`],
    [BigInt(totals.totalBaseUnits) === sum, 'total is not paid + held + dust'],
    [payoutFindings.length === 0, `the payout does not verify: ${payoutFindings[0]?.where} ${payoutFindings[0]?.message}`],
    [payout.split.contentSha256 === split.contentSha256, 'the payout is of another split'],
    [confirmation.signer === recovered, 'the signer is not who signed'],
    [consoleErrors.length === 0, `the console has errors: ${consoleErrors[0]}`],
  ] satisfies [boolean, string][]

  const amount = (baseUnits: string) => formatAmount(BigInt(baseUnits), token.decimals)
  return {
    document: {
      format: 'commonmast-tour-v1',
      shell: 'browser',
      fleet,
      plan: { sites: plan.sites.length, gains },
      provisioning: {
        port: provisioning.path,
        identified: facts.identified,
        connected: facts.connected,
        recordSigned: recordFindings.length === 0,
      },
      split: {
        total: totals.totalBaseUnits,
        paid: totals.paidBaseUnits,
        held: totals.heldBaseUnits,
        dust: totals.dustBaseUnits,
        payees: totals.payees,
        /** The same figures in tokens, for reading. */
        token: token.symbol,
        decimals: token.decimals,
        totalTokens: amount(totals.totalBaseUnits),
        paidTokens: amount(totals.paidBaseUnits),
        heldTokens: amount(totals.heldBaseUnits),
      },
      payout: {
        sha256: payout.contentSha256,
        signer: confirmation.signer,
        recovered,
        verified: payoutFindings.length === 0,
      },
      consoleErrors,
    },
    failures: failures.flatMap(([holds, sentence]) => (holds ? [] : [sentence])),
  }
}
