/** A report of hosts as CSV: one row for each host and period, or for each hotspot that was hosted. */
import { csvFigure, csvText } from '../files/csvText'
import { formatAmount } from '../model/money'
import { hotspotKeyOf } from '../networks/deviceKey/hotspotId'
import type { HostReport } from './hostReport'

const DAY_MS = 86_400_000

/** Amounts are decimals of the token; a host without a period has one row without amounts. */
export function hostPeriodsCsv({ dates, hosts }: HostReport, names: ReadonlyMap<string, string>): string {
  const columns = [
    ...['host_id', 'host', 'from', 'to', 'hotspots', 'hotspot_days'],
    ...['period', 'period_start', 'period_end', 'token', 'as_host', 'otherwise'],
  ]
  const rows = hosts.flatMap(({ hostId, hotspots, hotspotDays, periods }) => {
    const host = [hostId, names.get(hostId) ?? hostId, dates.start, dates.end, hotspots, csvFigure(hotspotDays, 3)]
    if (periods.length === 0) return [[...host, null, null, null, null, null, null]]
    return periods.map(({ name, start, end, token, asHostBaseUnits, otherBaseUnits }) => [
      ...host,
      ...[name, start, end, token.symbol],
      // Figures, so that one below zero stays a number.
      { figure: formatAmount(asHostBaseUnits, token.decimals) },
      { figure: formatAmount(otherBaseUnits, token.decimals) },
    ])
  })
  return csvText(columns, rows)
}

export function hostedHotspotsCsv({ hosts }: HostReport, names: ReadonlyMap<string, string>): string {
  const columns = ['host_id', 'host', 'hotspot_key', 'place', 'from', 'to', 'days']
  const rows = hosts.flatMap(({ hostId, hosted }) =>
    hosted.map(({ hotspotKey, place, from, to }) => [
      ...[hostId, names.get(hostId) ?? hostId, hotspotKeyOf(hotspotKey), place, from, to],
      csvFigure((Date.parse(to) - Date.parse(from)) / DAY_MS, 3),
    ]),
  )
  return csvText(columns, rows)
}
