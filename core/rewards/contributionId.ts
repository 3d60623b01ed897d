/**
 * The ids of contributions. A period keeps its id when its file is imported again with other amounts, and contributions are
 * facts that stay; so their ids say of which content they are, and no period is a mixture of two files. SPEC.md, rule [PE14].
 */
import type { Period } from '../model/records'

type Content = Pick<Period, 'id' | 'contentSha256' | 'amountsSha256'>

const DIGEST_DIGITS = 12

/** @param hotspotKey in its normal form */
export function contributionIdOf(period: Content, hotspotKey: string): string {
  return `${prefixOf(period)}${hotspotKey}`
}

/** Whether the contribution with this id, of this period, is of what the period now holds. */
export function isContributionOf(period: Content, contributionId: string): boolean {
  return contributionId.startsWith(prefixOf(period))
}

/** A period from before there were digests has one content. */
function prefixOf({ id, contentSha256, amountsSha256 }: Content): string {
  if (contentSha256 === undefined || amountsSha256 === undefined) return `${id}:`
  return `${id}:${contentSha256.slice(0, DIGEST_DIGITS)}${amountsSha256.slice(0, DIGEST_DIGITS)}:`
}
