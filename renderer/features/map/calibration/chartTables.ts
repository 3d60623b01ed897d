/** The numbers behind the charts of a calibration. */
import type { CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import type { ResidualHistogram } from '#core/coverage/calibration/residualHistogram'

type Rows = (string | number)[][]

/** The curves; the single packets are in the residuals' own file. */
export function scatterTable({ curves }: Pick<CalibrationStudy, 'curves'>): Rows {
  return [
    ['distance_m', 'before_dbm', 'after_dbm'],
    ...Array.from(curves.distanceM, (apartM, i) => [
      apartM.toFixed(1),
      curves.beforeDbm?.[i]?.toFixed(2) ?? '',
      curves.afterDbm[i]?.toFixed(2) ?? '',
    ]),
  ]
}

export function histogramTable({ limitDb, before, after }: ResidualHistogram): Rows {
  const width = (2 * limitDb) / after.length
  return [
    ['from_db', 'to_db', 'packets_before', 'packets_after'],
    ...Array.from(after, (count, bin) => [-limitDb + bin * width, -limitDb + (bin + 1) * width, before?.[bin] ?? '', count]),
  ]
}
