import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geoLink, qrCode } from '../../sheets/qrSquares'
import { A4, type SheetFont, type SheetMark } from '../../sheets/sheetMark'
import { wrapText } from '../../sheets/wrapText'
import { type OrderSheet, orderSheet } from './orderSheet'
import { scaleLengthM, sketchMap } from './sketchMap'
import { checklistRecord, newWorkOrderDetails } from './workOrderDetails'

/** Every letter half as wide as it is high; knows Latin only. */
const font: SheetFont = {
  widthOf: (text, size) => [...text].length * size * 0.5,
  has: (codePoint) => codePoint < 0x250,
}

type Lines = readonly { text: string; done: boolean }[]

const sheet = (details: Partial<ReturnType<typeof newWorkOrderDetails>> = {}, lines?: Lines): OrderSheet => ({
  order: {
    id: 'p:s',
    title: 'Site 3 of North bank',
    planId: 'p',
    siteId: 's',
    lat: -41.285,
    lng: 174.78,
    h3: '8c392251d2a01ff',
    status: 'open',
    assigneeId: null,
    provisioningId: null,
    details: { ...newWorkOrderDetails(null), ...details },
    checklist: lines && checklistRecord(lines.map((line, at) => ({ id: `line-${at}`, ...line }))),
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
  },
  planName: 'North bank',
  siteNumber: 3,
  assigneeName: '',
  cooperative: '',
  coverageNote: '',
  page: 1,
  pages: 1,
  sketch: { lat: -41.285, lng: 174.78, siteNumber: 3, radiusM: 1_000, land: [], cells: [], hotspots: [], sites: [] },
})

const flat = (marks: SheetMark[]): SheetMark[] => marks.flatMap((mark) => (mark.kind === 'clip' ? flat(mark.marks) : [mark]))
const textsOf = (marks: SheetMark[]) => flat(marks).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))

describe('the sheet of a work order', () => {
  it('says what, where and for whom', () => {
    const texts = textsOf(orderSheet(sheet({ contactName: 'Aroha', contactPhone: '+64 4 123', dueOn: '2026-12-01' }), font))
    for (const wanted of ['Site 3 of North bank', '-41.285000, 174.780000', 'Aroha, +64 4 123', 'Page 1 of 1', 'N', '3']) {
      expect(texts).toContain(wanted)
    }
    expect(texts.join('\n')).toContain('due 2026-12-01')
  })

  it('sets a long title smaller before it cuts it', () => {
    const titled = (title: string) => {
      const wanted = sheet()
      const marks = orderSheet({ ...wanted, order: { ...wanted.order, title } }, font)
      return marks.find((mark) => mark.kind === 'text' && mark.text.startsWith('Site 3 of'))
    }
    const long = `Site 3 of ${'x'.repeat(40)}`
    expect(titled('Site 3 of x')).toMatchObject({ size: 19 })
    expect(titled(long)).toMatchObject({ text: long, size: 14 })
    expect(titled(`Site 3 of ${'x'.repeat(90)}`)).toMatchObject({ size: 11, text: expect.stringMatching(/…$/) })
  })

  it('has a box for every line of the checklist, and a tick in those that are done', () => {
    const checklist = [
      { text: 'First', done: true },
      { text: 'Second', done: false },
    ]
    const boxes = (marks: SheetMark[]) => marks.filter((mark) => mark.kind === 'box' && mark.box.width === 10).length
    const lines = (marks: SheetMark[]) => marks.filter((mark) => mark.kind === 'line').length
    const marks = orderSheet(sheet({}, checklist), font)
    expect(boxes(marks)).toBe(2)
    const undone = checklist.map((item) => ({ ...item, done: false }))
    expect(lines(marks) - lines(orderSheet(sheet({}, undone), font))).toBe(2)
  })

  it('stays on its page whatever is written, and says when something is left out', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), fc.integer({ min: 0, max: 200 }), (text, items) => {
        const checklist = Array.from({ length: items }, (_, i) => ({ text: `${i} ${text}`, done: false }))
        const marks = orderSheet(sheet({ access: text, notes: text, contactName: text }, checklist), font)
        const texts = marks.filter((mark) => mark.kind === 'text')
        expect(texts.every(({ y }) => y > 0 && y < A4.height)).toBe(true)
        expect(texts.every(({ x, text: line, size, bold }) => x + font.widthOf(line, size, bold) <= A4.width - 20)).toBe(true)
        const drawn = marks.filter((mark) => mark.kind === 'box' && mark.box.width === 10).length
        const more = textsOf(marks).find((line) => line.startsWith('and '))
        expect(drawn + Number(/^and (\d+) more/.exec(more ?? '')?.[1] ?? 0)).toBe(items)
      }),
      { numRuns: 60 },
    )
    expect(textsOf(orderSheet(sheet({ notes: 'word '.repeat(400) }), font)).join()).toContain('the rest is in the console')
  })
})

describe('the sketch map', () => {
  const box = { x: 0, y: 0, width: 400, height: 200 }
  it('puts the site in the middle, north up and east to the right', () => {
    const marks = flat(
      sketchMap(
        {
          ...sheet().sketch,
          hotspots: [
            { lat: -41.28, lng: 174.78 },
            { lat: -41.285, lng: 174.788 },
            { lat: -41.4, lng: 174.78 },
          ],
        },
        box,
        font,
      ),
    )
    const discs = marks.flatMap((mark) => (mark.kind === 'disc' ? [mark.centre] : []))
    const [north, east, site] = discs
    // The third hotspot is 13 km away and outside the map.
    expect(discs).toHaveLength(3)
    expect(site).toEqual([200, 100])
    // 0.005 degrees of latitude are 556 m; 100 points are 1,000 m.
    expect(north?.[1]).toBeCloseTo(100 - 55.6, 0)
    expect(north?.[0]).toBeCloseTo(200, 3)
    expect(east?.[0]).toBeCloseTo(200 + 66.8, 0)
  })

  it('has a scale bar of a round length that is at most a quarter of the map', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 10, noNaN: true }), (ptPerM) => {
        const lengthM = scaleLengthM(ptPerM, 400)
        expect(lengthM * ptPerM).toBeLessThanOrEqual(100.001)
        expect(lengthM * ptPerM).toBeGreaterThan(39)
        expect(Number(lengthM.toExponential(0).split('e')[0])).toSatisfy((digit: number) => [1, 2, 5].includes(digit))
      }),
    )
  })
})

describe('lines of text', () => {
  it('fit their width, lose nothing when there is room, and mark unknown letters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const lines = wrapText(text, font, { widthPt: 100, size: 10 })
        expect(lines.every((line) => [...line].length <= 20)).toBe(true)
        const bare = (value: string) =>
          value
            .normalize('NFC')
            .replaceAll(/\s/g, '')
            .replaceAll(/[^\x20-\u024f]/g, '?')
        expect(bare(lines.join(''))).toBe(bare(text))
      }),
    )
    expect(wrapText('計 a', font, { widthPt: 100, size: 10 })).toEqual(['? a'])
    expect(wrapText('one two three four', font, { widthPt: 40, size: 10, maxLines: 2 })).toEqual(['one two', 'three…'])
  })
})

describe('the QR code', () => {
  it('holds a geo link with six decimals, and its three finder patterns', () => {
    expect(geoLink(-41.285, 174.78)).toBe('geo:-41.285000,174.780000')
    const { size, dark } = qrCode(geoLink(-41.285, 174.78))
    const at = new Set(dark.map(({ row, column }) => `${row}:${column}`))
    for (const [row, column] of [
      [0, 0],
      [0, size - 7],
      [size - 7, 0],
    ] as const) {
      for (let i = 0; i < 7; i++) expect(at.has(`${row}:${column + i}`)).toBe(true)
      expect(at.has(`${row + 1}:${column + 1}`)).toBe(false)
      expect(at.has(`${row + 3}:${column + 3}`)).toBe(true)
    }
  })
})
