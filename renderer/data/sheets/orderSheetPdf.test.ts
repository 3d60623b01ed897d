import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { cellToBoundary, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import type { OrderSheet } from '#core/planning/workOrders/orderSheet'
import { newWorkOrderDetails } from '#core/planning/workOrders/workOrderDetails'
import { orderSheetPdf } from './orderSheetPdf'

const fontFile = (name: string) =>
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}`)))
const fonts = {
  regular: fontFile('400Regular/Inter_400Regular.ttf'),
  bold: fontFile('600SemiBold/Inter_600SemiBold.ttf'),
}

const order: WorkOrder = {
  id: 'plan-1:site-1',
  title: 'Site 3 of Zażółć gęślą jaźń',
  planId: 'plan-1',
  siteId: 'site-3',
  lat: 50.06143,
  lng: 19.93658,
  h3: '8c1e2e6841901ff',
  status: 'open',
  assigneeId: null,
  provisioningId: null,
  details: { ...newWorkOrderDetails(null), contactName: 'Σωκράτης', access: 'Ключ у дворника' },
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
}
const sheet = (page: number, pages: number): OrderSheet => ({
  order,
  planName: 'North bank',
  siteNumber: 3,
  assigneeName: 'Zoë',
  cooperative: 'Harbour Mesh',
  coverageNote: 'what this site covers',
  page,
  pages,
  sketch: {
    lat: order.lat,
    lng: order.lng,
    siteNumber: 3,
    radiusM: 1_500,
    land: [
      [
        [
          [19.9, 50],
          [20, 50],
          [20, 50.06],
          [19.9, 50.07],
        ],
      ],
    ],
    cells: gridDisk(latLngToCell(order.lat, order.lng, 9), 3).map((cell) => cellToBoundary(cell, true) as [number, number][]),
    hotspots: [{ lat: 50.065, lng: 19.94 }],
    sites: [{ lat: 50.058, lng: 19.925, number: 4 }],
  },
})

describe('the PDF of work orders', () => {
  it('has one A4 page per order, its title, and both faces inside it', async () => {
    const seen: number[] = []
    const bytes = await orderSheetPdf([sheet(1, 2), sheet(2, 2)], {
      title: 'Work orders of North bank',
      fonts,
      onPage: (done) => void seen.push(done),
    })
    const read = await PDFDocument.load(bytes)
    expect(read.getPageCount()).toBe(2)
    expect(read.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 })
    expect(read.getTitle()).toBe('Work orders of North bank')
    expect(seen).toEqual([1, 2])
    const embedded = read.context
      .enumerateIndirectObjects()
      .filter(([, value]) => value instanceof PDFRawStream && value.dict.get(PDFName.of('Subtype'))?.toString() === '/Type0C')
    const descriptors = [...read.context.enumerateIndirectObjects()].filter(([, value]) => String(value).includes('/FontFile2'))
    expect(embedded.length + descriptors.length).toBe(2)
    // Subsets: both whole faces together are over 600 kB.
    expect(bytes.length).toBeLessThan(200_000)
  })

  it('prints letters that neither face has as question marks rather than failing', async () => {
    const strange = { ...sheet(1, 1), planName: '計画 🗼' }
    const bytes = await orderSheetPdf([strange], { title: '計画', fonts })
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1)
  })
})
