/** Makes the PDF of work orders away from the screen; the PDF library and the fonts load with it and not before. */
import regularUrl from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url'
import boldUrl from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url'
import { cellToBoundary } from 'h3-js'
import { toRadians } from '#core/geo/angles'
import { METRES_PER_DEGREE } from '#core/geo/sphere'
import type { OrderSheet } from '#core/planning/workOrders/orderSheet'
import type { Sketch } from '#core/planning/workOrders/sketchMap'
import { orderSheetPdf } from '../data/sheets/orderSheetPdf'
import { basemapPolygons, clipBasemap } from '../map/basemapGeometry'
import { serveWorker } from '../platform/serveWorker'
import { type OrderSheetInput, orderSheetContract } from './orderSheetContract'

serveWorker(orderSheetContract, {
  async print({ title, sheets }, { progress, transfer }) {
    const [regular, bold, landNear] = await Promise.all([readFont(regularUrl), readFont(boldUrl), openLand()])
    const pages = sheets.map((sheet, i): OrderSheet => {
      const { sketch } = sheet
      const cells = sketch.cells.map((cell) => cellToBoundary(cell, true) as [number, number][])
      return { ...sheet, sketch: { ...sketch, cells, land: landNear(sketch) }, page: i + 1, pages: sheets.length }
    })
    const made = await orderSheetPdf(pages, {
      title,
      fonts: { regular, bold },
      onPage: (done) => progress({ done, total: pages.length }),
    })
    const bytes = made as Uint8Array<ArrayBuffer>
    transfer([bytes.buffer])
    return bytes
  },
})

async function readFont(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer())
}

/** Countries near a sketch, cut to a box around it that is wider than the map. */
async function openLand(): Promise<(sketch: OrderSheetInput['sketch']) => Sketch['land']> {
  const source = await import('world-atlas/countries-10m.json?raw')
  const polygons = basemapPolygons(JSON.parse(source.default))
  return ({ lat, lng, radiusM }) => {
    const padLat = (radiusM * 3) / METRES_PER_DEGREE
    const padLng = padLat / Math.max(0.02, Math.cos(toRadians(lat)))
    const bounds = { west: lng - padLng, east: lng + padLng, south: lat - padLat, north: lat + padLat }
    return clipBasemap(polygons, bounds).map(({ positions, holeIndices }) => {
      const starts = [0, ...holeIndices, positions.length]
      return starts.slice(0, -1).map((start, i) => pairs(positions.subarray(start, starts[i + 1])))
    })
  }
}

function pairs(flat: Float64Array): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0])
}
