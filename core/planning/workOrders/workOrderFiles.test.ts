import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvCell } from '../../files/csvText'
import type { WorkOrder } from '../../model/records'
import { checklistOf, checklistRecord, newChecklist, newWorkOrderDetails } from './workOrderDetails'
import { WORK_ORDER_COLUMNS, type WorkOrderExport } from './workOrderExport'
import { workOrdersCsv } from './workOrdersCsv'
import { workOrdersGeojson } from './workOrdersGeojson'
import { workOrdersKml } from './workOrdersKml'

const order: WorkOrder = {
  id: 'plan:site-1',
  title: 'Site 1 of Łódź <West> & "quays"',
  planId: 'plan',
  siteId: 'site-1',
  lat: -41.15,
  lng: 174.78,
  h3: '8c392251d2a01ff',
  status: 'in-progress',
  assigneeId: 'm1',
  provisioningId: null,
  details: {
    ...newWorkOrderDetails(null),
    contactName: '=HYPERLINK("http://example.org")',
    contactPhone: '+64 4 123',
    access: 'Key at no. 5,\nside door',
    dueOn: '2026-12-01',
  },
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
}
const entry: WorkOrderExport = { order, planName: 'Łódź', siteNumber: 1, assigneeName: 'Zoë' }
const named = (title: string): WorkOrderExport => ({ ...entry, order: { ...order, title } })

describe('work orders as CSV', () => {
  it('gives every column, with numbers as numbers and text guarded against formulas', () => {
    const text = workOrdersCsv([entry])
    const [header, row] = Papa.parse<string[]>(text.trimEnd()).data
    expect(header).toEqual([...WORK_ORDER_COLUMNS])
    const cell = (column: string) => row?.[WORK_ORDER_COLUMNS.indexOf(column)]
    expect(cell('lat')).toBe('-41.15')
    expect(cell('site')).toBe('1')
    expect(cell('access')).toBe('Key at no. 5,\nside door')
    expect(cell('contact')).toBe('\'=HYPERLINK("http://example.org")')
    expect(cell('phone')).toBe("'+64 4 123")
    expect(cell('frequency_mhz')).toBe('')
    expect(text.endsWith('\r\n')).toBe(true)
  })

  it('reads back what was written, for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (titles) => {
        const parsed = Papa.parse<string[]>(workOrdersCsv(titles.map(named)), { newline: '\r\n' }).data.slice(1, -1)
        expect(parsed.map((row) => row[1]?.replace(/^'/, ''))).toEqual(titles.map((title) => title.replace(/^'/, '')))
      }),
      { numRuns: 200 },
    )
  })

  it('never starts a text cell with what a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '＝'), fc.string(), (start, rest) => {
        expect(csvCell(start + rest)).toMatch(/^"?'/)
      }),
    )
  })
})

describe('work orders as GeoJSON', () => {
  it('has a point per order, longitude first, and all that is known as properties', () => {
    const parsed = JSON.parse(workOrdersGeojson([entry]))
    expect(parsed.type).toBe('FeatureCollection')
    const [feature] = parsed.features
    expect(feature).toMatchObject({
      type: 'Feature',
      id: 'plan:site-1',
      geometry: { type: 'Point', coordinates: [174.78, -41.15] },
      properties: { title: order.title, status: 'in-progress', assignee: 'Zoë', due: '2026-12-01', checklist_done: 0 },
    })
    expect(feature.properties.checklist).toHaveLength(Object.keys(newChecklist(null)).length)
    expect(WORK_ORDER_COLUMNS.every((column) => ['lat', 'lng'].includes(column) || column in feature.properties)).toBe(true)
  })

  it('is a valid collection when there is nothing in it', () => {
    expect(JSON.parse(workOrdersGeojson([]))).toEqual({ type: 'FeatureCollection', features: [] })
  })
})

describe('work orders as KML', () => {
  it('escapes what XML would take for markup and keeps other letters', () => {
    const kml = workOrdersKml([entry], 'All & more')
    expect(kml).toContain('<name>All &amp; more</name>')
    expect(kml).toContain('<name>Site 1 of Łódź &lt;West&gt; &amp; &quot;quays&quot;</name>')
    expect(kml).toContain('<coordinates>174.78,-41.15</coordinates>')
    expect(kml).toContain('<styleUrl>#in-progress</styleUrl>')
    expect(kml).toMatch(/<description>Status: In progress\nAssigned to: Zoë\nDue: 2026-12-01/)
  })

  it('is well formed whatever the title holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const kml = workOrdersKml([named(title)], title)
        const codes = [...kml].map((character) => character.codePointAt(0) ?? 0)
        expect(codes.filter((code) => code < 0x20 && ![9, 10, 13].includes(code))).toEqual([])
        expect(codes.filter((code) => code >= 0xd800 && code < 0xe000)).toEqual([])
        const bare = kml.replaceAll(/<[^<>]*>/g, '')
        expect(bare).not.toMatch(/[<>]/)
        expect(bare).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('checklists', () => {
  it('differ by technology, begin with the owner and are all still to be done', () => {
    const items = (technology: Parameters<typeof newChecklist>[0]) => Object.values(newChecklist(technology))
    const texts = (technology: Parameters<typeof newChecklist>[0]) => items(technology).map(({ text }) => text)
    expect(texts('cbrs').join()).toMatch(/spectrum access system/i)
    expect(texts('lorawan').join()).not.toMatch(/spectrum access system/i)
    expect(texts(null)).toEqual(texts('other'))
    expect(items('wifi').every(({ done }) => !done)).toBe(true)
  })

  it('keep the places of their lines when one goes and one comes', () => {
    const before = checklistRecord(['one', 'two', 'three'].map((text) => ({ id: text, text, done: false })))
    const [one, , three] = checklistOf({ ...order, checklist: before })
    if (!one || !three) throw new Error('a line is missing')
    const after = checklistRecord([one, three, { id: 'four', text: 'four', done: false }], before)
    expect(after).toEqual({ one: before.one, three: before.three, four: { text: 'four', done: false, place: 3 } })
  })
})
