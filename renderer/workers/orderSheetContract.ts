import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { OrderSheet } from '#core/planning/workOrders/orderSheet'
import type { Sketch } from '#core/planning/workOrders/sketchMap'
import { ownData } from '../platform/ownData'

export interface OrderSheetInput extends Omit<OrderSheet, 'sketch' | 'page' | 'pages'> {
  sketch: Omit<Sketch, 'land' | 'cells'> & {
    /** H3 cells that the site covers. */
    cells: readonly string[]
  }
}

export const orderSheetContract = defineContract({
  calls: {
    /** One A4 page per order as the bytes of a PDF. */
    print: {
      input: z.object({ title: z.string(), sheets: ownData<OrderSheetInput[]>() }),
      output: ownData<Uint8Array<ArrayBuffer>>(),
      progress: z.object({ done: z.number(), total: z.number() }),
    },
  },
  events: {},
})
