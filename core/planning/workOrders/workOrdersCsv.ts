/** Work orders as CSV (RFC 4180: CRLF between lines). */
import { csvText } from '../../files/csvText'
import { WORK_ORDER_COLUMNS, type WorkOrderExport, workOrderFields } from './workOrderExport'

/** A header and one line per order. */
export function workOrdersCsv(entries: readonly WorkOrderExport[]): string {
  const rows = entries.map((entry) => {
    const fields = workOrderFields(entry)
    return WORK_ORDER_COLUMNS.map((column) => fields[column] ?? null)
  })
  return csvText(WORK_ORDER_COLUMNS, rows)
}
