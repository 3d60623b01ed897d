/** Work orders out of the console: on paper, and as files that other programs read. */
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { WorkOrder } from '#core/model/records'
import { workOrdersCsv } from '#core/planning/workOrders/workOrdersCsv'
import { workOrdersGeojson } from '#core/planning/workOrders/workOrdersGeojson'
import { workOrdersKml } from '#core/planning/workOrders/workOrdersKml'
import { countText } from '#core/words/countText'
import { describeOrders, printOrders } from '../../data/sheets/orderSheet'
import { runJob } from '../../platform/jobs'
import { saveFile } from '../../platform/saveFile'
import { asProblem } from '../../ui/ProblemAlert'
import { fileNameOf } from './fileNameOf'

export type OrderFormat = 'geojson' | 'kml' | 'csv'

const MEDIA_TYPES: Record<OrderFormat, string> = {
  geojson: 'application/geo+json',
  kml: 'application/vnd.google-earth.kml+xml',
  csv: 'text/csv;charset=utf-8',
}

export interface OrderFiles {
  isPrinting: boolean
  print(name: string, orders: readonly WorkOrder[]): Promise<void>
  save(format: OrderFormat, name: string, orders: readonly WorkOrder[]): Promise<void>
}

/** @param onProblem told what went wrong, and null when something goes right again. */
export function useOrderFiles(onProblem: (problem: Problem | null) => void): OrderFiles {
  const [isPrinting, setPrinting] = useState(false)
  return {
    isPrinting,
    async print(name, orders) {
      setPrinting(true)
      try {
        const bytes = await runJob(
          `Printing ${countText(orders.length, 'work order')}`,
          ({ signal, report }) => printOrders(name, orders, { signal, onProgress: ({ done, total }) => report(done / total) }),
          () => `${countText(orders.length, 'page')} saved as a PDF.`,
        )
        saveFile(`${fileNameOf(name)}.pdf`, bytes, 'application/pdf')
        onProblem(null)
      } catch (thrown) {
        onProblem(asProblem(thrown))
      } finally {
        setPrinting(false)
      }
    },
    async save(format, name, orders) {
      try {
        const described = await describeOrders(orders)
        const text = {
          geojson: () => workOrdersGeojson(described),
          kml: () => workOrdersKml(described, name),
          csv: () => workOrdersCsv(described),
        }[format]()
        saveFile(`${fileNameOf(name)}.${format}`, text, MEDIA_TYPES[format])
        onProblem(null)
      } catch (thrown) {
        onProblem(asProblem(thrown))
      }
    },
  }
}
