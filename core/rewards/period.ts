/**
 * What a period of rewards is, and what is in it. It is told by network, token, payer and dates, never by a file's name or
 * bytes; its content is what each device got. SPEC.md, rules [PE4] to [PE6].
 */
import { compareUtf8 } from '../model/compareUtf8'
import { contentDigest } from '../model/contentDigest'
import { normalText } from '../model/normalText'
import type { PeriodDates } from '../model/periodDates'
import { networkId } from '../networks/deviceKey/hotspotId'

export interface PeriodIdentity {
  network: string
  tokenSymbol: string
  /** Who pays, where one network's token comes from several; empty for the network itself. */
  payer: string
  dates: PeriodDates
}

export interface DeviceAmount {
  /** In its normal form. */
  hotspotKey: string
  amountBaseUnits: bigint
}

const ID_DIGITS = 32
const CORRECTION_DIGITS = 12

/** `period-` and a digest of what tells periods apart. */
export function periodIdOf({ network, tokenSymbol, payer, dates }: PeriodIdentity): string {
  const identity = {
    network: networkId(network),
    token: tokenSymbol.toUpperCase(),
    payer: normalText(payer),
    start: dates.start,
    end: dates.end,
  }
  return `period-${contentDigest(identity).slice(0, ID_DIGITS)}`
}

/** The id of what a corrected file adds to a period: other contents are other corrections. */
export function correctionIdOf(identity: PeriodIdentity, contentSha256: string): string {
  return `${periodIdOf(identity)}-${contentSha256.slice(0, CORRECTION_DIGITS)}`
}

/**
 * SHA-256 over the device amounts, ordered by key. A device with nothing is the same as one that is not there.
 * @returns 64 lower-case hexadecimal digits.
 */
export function amountsSha256(amounts: readonly DeviceAmount[]): string {
  const sums = new Map<string, bigint>()
  for (const { hotspotKey, amountBaseUnits } of amounts) {
    sums.set(hotspotKey, (sums.get(hotspotKey) ?? 0n) + amountBaseUnits)
  }
  const pairs = [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => compareUtf8(a, b))
  return contentDigest({ amounts: pairs.map(([hotspotKey, sum]) => [hotspotKey, sum.toString()]) })
}

/** The digest of a period in which nobody got anything. Many periods have it, so that it says nothing. */
export const EMPTY_SHA256 = amountsSha256([])
