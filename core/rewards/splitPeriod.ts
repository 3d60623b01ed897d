/** A split of any version as one among the periods that were split or paid. */
import type { Period } from '../model/records'
import { deviceKeyOrText } from '../networks/deviceKey/deviceKey'
import type { ComparedPeriod } from './comparePeriod'
import { amountsSha256, type DeviceAmount } from './period'
import type { SplitInput } from './splitByTerms'
import type { SplitFile } from './splitFile'

/** Version 1 knows neither payer nor dates; its content follows from its rows. */
export function comparedPeriodOf(split: SplitFile): ComparedPeriod {
  const { token } = split
  const payable = amountsSha256(payableIn(split))
  if (split.format === 'commonmast-split-v1') {
    const { id, name, network } = split.epoch
    return { id, name, network, payer: '', start: null, end: null, contentSha256: payable, amountsSha256: payable, token }
  }
  const { id, name, network, payer, start, end, contentSha256 } = split.period
  return { id, name, network, payer, start, end, contentSha256, amountsSha256: payable, token }
}

/** The period of a record as a split takes it. */
export function splitPeriodOf(period: Period): SplitInput['period'] {
  const { id, name, network, sourceFile, payer = '', start = null, end = null, corrects = [] } = period
  return { id, name, network, payer, start, end, sourceFile, corrects }
}

/** What the split shares of each device: of a correction, the difference, which may be below zero. */
export function payableIn(split: SplitFile): DeviceAmount[] {
  if (split.format === 'commonmast-split-v3') {
    return split.rows.map(({ hotspotKey, amountBaseUnits, beforeBaseUnits = '0' }) => ({
      hotspotKey,
      amountBaseUnits: BigInt(amountBaseUnits) - BigInt(beforeBaseUnits),
    }))
  }
  return split.rows.map(({ hotspotKey, amountBaseUnits }) => ({
    // Version 1 kept keys as files write them.
    hotspotKey: split.format === 'commonmast-split-v1' ? deviceKeyOrText(split.epoch.network, hotspotKey) : hotspotKey,
    amountBaseUnits: BigInt(amountBaseUnits),
  }))
}
