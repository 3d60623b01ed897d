/** Work orders as CSV (RFC 4180: CRLF between lines). */
import { csvCell } from '../../files/csvCell'
import { WORK_ORDER_COLUMNS, type WorkOrderExport, workOrderFields } from './workOrderExport'

/** A header and one line per order. */
export function workOrdersCsv(entries: readonly WorkOrderExport[]): string {
  const lines = entries.map((entry) => {
    const fields = workOrderFields(entry)
    return WORK_ORDER_COLUMNS.map((column) => csvCell(fields[column] ?? null)).join(',')
  })
  return `${[WORK_ORDER_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}
