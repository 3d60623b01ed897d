/**
 * The payment sheet that hosts exchange: Hotspot_Address, Payment_Address, Payment_Split (percent of that hotspot, with
 * or without a percent sign). Whoever is paid is known by the address alone, so the address is the member's id and name.
 */
import { toFileProblem } from '../files/fileProblem'
import { requireColumns, type Table } from '../files/parseTable'
import { Problem } from '../model/problem'
import { hotspotReference } from '../networks/deviceKey/hotspotReference'
import { AgreementsCollector } from './agreementsCsv'
import type { LocatedAgreements } from './agreementsReading'

const HOTSPOT = 'Hotspot_Address'
const PAYEE = 'Payment_Address'
const SPLIT = 'Payment_Split'

/** Rows that cannot be read are left out and named in the problems. */
export function readPaymentSheet(table: Table): LocatedAgreements {
  const collector = new AgreementsCollector()
  try {
    collector.readRows(table, requireColumns(table, [HOTSPOT, PAYEE, SPLIT]), (cell) => {
      const hotspot = cell(HOTSPOT)
      const address = cell(PAYEE)
      if (hotspot === '') throw new Problem('agreements.no-hotspot', 'The row names no hotspot: fill it in.', { field: HOTSPOT })
      if (address === '')
        throw new Problem('agreements.no-member', 'The row names no address to pay: fill it in.', { field: PAYEE })
      const percent = cell(SPLIT).replace(/\s*%$/, '')
      return {
        hotspot,
        member: address,
        percent,
        parts: '',
        address,
        scope: { kind: 'hotspots', hotspotIds: [hotspotReference(hotspot, { field: HOTSPOT })] },
      }
    })
  } catch (thrown) {
    collector.result.problems.push(toFileProblem(thrown))
  }
  return collector.result
}
