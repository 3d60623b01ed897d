/** The four series behind the figures, oldest first: each a running count, or an amount per period. */
import type { TodayRecords } from '../../data/today/todayRecords'

export interface TodaySeries {
  hotspots: number[]
  workOrdersDone: number[]
  /** Paid part of each period, as a share of the largest: only for the drawing, never for an amount. */
  paid: number[]
  provisioned: number[]
}

export function todaySeries(records: TodayRecords): TodaySeries {
  const fleetImports = records.imports.filter((record) => record.table === 'hotspots' && record.status === 'done').reverse()
  const done = records.workOrders.filter((order) => order.status === 'done')
  const paid = [...records.distributions].reverse().map(({ paidBaseUnits }) => BigInt(paidBaseUnits))
  return {
    hotspots: runningSum(fleetImports.map((record) => record.added)),
    workOrdersDone: runningSum(done.map(() => 1)),
    paid: shares(paid),
    provisioned: runningSum(records.provisionings.map(() => 1)),
  }
}

function runningSum(values: number[]): number[] {
  let sum = 0
  return values.map((value) => {
    sum += value
    return sum
  })
}

function shares(amounts: bigint[]): number[] {
  let largest = 1n
  for (const amount of amounts) if (amount > largest) largest = amount
  return amounts.map((amount) => Number((amount * 1_000n) / largest) / 1_000)
}
