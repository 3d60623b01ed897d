import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import type { SheetFont, SheetMark } from '../../sheets/sheetMark'
import type { DeviceLabel } from './deviceLabel'
import { LABEL_GRIDS, type LabelGridName, POINTS_PER_MM } from './labelFormats'
import { printedQrText } from './labelMarks'
import { labelPages } from './labelPages'
import { fittingQr, LEAST_MODULE_MM, QUIET_MODULES } from './qrMark'

/** A face of letters that are all as wide as its widest usual one. */
const font: SheetFont = { widthOf: (text, size) => text.length * size * 0.62, has: (codePoint) => codePoint < 0x250 }

const LINK =
  'commonmast:d/1?c=0123ABCD&id=6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01&helium-key=11263KqqXrWrmGTTvpqnVQUkHYtQEj8UjKrSDcDTXPJgNsZ8pVw3'
const TR005 = 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122'
const label = (rest: Partial<DeviceLabel> = {}): DeviceLabel => ({
  title: 'Brisk Copper Heron',
  network: 'Helium hotspot',
  shortCode: '0123-ABCD',
  lines: [{ name: 'Helium key', value: '11263KqqXrWrmGTTvpqnVQUkHYtQEj8UjKrSDcDTXPJgNsZ8pVw3' }],
  qrTexts: [LINK, 'commonmast:d/1?c=0123ABCD'],
  simulated: false,
  ...rest,
})

const flat = (marks: readonly SheetMark[]): SheetMark[] =>
  marks.flatMap((mark) => (mark.kind === 'clip' ? flat(mark.marks) : [mark]))

/** What a scanner sees of all filled shapes of a page, eight dots to the millimetre. */
function scan(marks: readonly SheetMark[], box: { x: number; y: number; width: number; height: number }): string | undefined {
  const dots = 8 / POINTS_PER_MM
  const [width, height] = [Math.ceil(box.width * dots), Math.ceil(box.height * dots)]
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (const mark of flat(marks)) {
    if (mark.kind !== 'polygon') continue
    for (const ring of mark.rings) {
      const [left = 0, right = 0] = [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))]
      const [top = 0, bottom = 0] = [Math.min(...ring.map(([, y]) => y)), Math.max(...ring.map(([, y]) => y))]
      for (let y = Math.round((top - box.y) * dots); y < Math.round((bottom - box.y) * dots); y++) {
        for (let x = Math.round((left - box.x) * dots); x < Math.round((right - box.x) * dots); x++) {
          if (x >= 0 && y >= 0 && x < width && y < height) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
        }
      }
    }
  }
  return jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data
}

describe('labels on paper', () => {
  it('on a roll: one page each, 62 mm wide, as long as needed, and the code reads back whole', () => {
    const pages = labelPages([label(), label({ lines: [], qrTexts: [TR005] })], { format: 'roll-62', startAt: 0 }, font)
    expect(pages.map(({ width }) => width / POINTS_PER_MM)).toEqual([expect.closeTo(62, 9), expect.closeTo(62, 9)])
    const [long, short] = pages
    expect(short?.height ?? 0).toBeLessThan(long?.height ?? 0)
    expect(pages.map(({ marks, width, height }) => scan(marks, { x: 0, y: 0, width, height }))).toEqual([LINK, TR005])
  })

  it.each(Object.keys(LABEL_GRIDS) as LabelGridName[])(
    'on %s: goes on where a sheet was left, and begins a new one',
    (format) => {
      const { columns, rows } = LABEL_GRIDS[format]
      const last = columns * rows - 1
      const pages = labelPages([label(), label(), label()], { format, startAt: last }, font)
      expect(pages.map(({ marks }) => marks.length)).toEqual([1, 2])
      expect(pages.map(({ width, height }) => [width, height])).toEqual([
        [595.28, 841.89],
        [595.28, 841.89],
      ])
    },
  )

  it.each([
    ['a4-24' as const, 0, [7.25, 12.9]],
    ['a4-24' as const, 4, [73.25, 46.8]],
    ['a4-24' as const, 23, [139.25, 250.2]],
    ['a4-65' as const, 64, [167.15, 265.1]],
  ])('on %s position %i is at its place, inside the paper', (format, startAt, [xMm = 0, yMm = 0]) => {
    const [mark] = labelPages([label()], { format, startAt }, font)[0]?.marks ?? []
    if (mark?.kind !== 'clip') throw new Error('a label is clipped to its edge')
    expect(mark.box.x / POINTS_PER_MM).toBeCloseTo(xMm, 6)
    expect(mark.box.y / POINTS_PER_MM).toBeCloseTo(yMm, 6)
    expect(mark.box.x + mark.box.width).toBeLessThan(595.28)
    expect(mark.box.y + mark.box.height).toBeLessThan(841.89)
    expect(scan(mark.marks, mark.box)).toBe(format === 'a4-24' ? LINK : 'commonmast:d/1?c=0123ABCD')
  })

  it('a LoRaWAN code fits the smallest label whole', () => {
    const [mark] = labelPages([label({ qrTexts: [TR005] })], { format: 'a4-65', startAt: 7 }, font)[0]?.marks ?? []
    expect(mark?.kind === 'clip' && scan(mark.marks, mark.box)).toBe(TR005)
  })

  it('says what its code says on each paper', () => {
    expect((['roll-62', 'a4-24', 'a4-65'] as const).map((format) => printedQrText(label(), format))).toEqual([
      LINK,
      LINK,
      'commonmast:d/1?c=0123ABCD',
    ])
  })

  it('modules are never smaller than half a millimetre, and four of them stay light around', () => {
    const side = 29 * POINTS_PER_MM
    const { matrix, modulePt } = fittingQr([LINK], side)
    expect(modulePt / POINTS_PER_MM).toBeGreaterThanOrEqual(LEAST_MODULE_MM)
    expect(modulePt * (matrix.size + 2 * QUIET_MODULES)).toBeCloseTo(side, 9)
    expect(fittingQr([LINK, TR005], 19.2 * POINTS_PER_MM).text).toBe(TR005)
  })

  it('text stays inside its label, however long it is and whatever it is written in', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 80 })
    const any = fc.record({
      title: word,
      network: word,
      lines: fc.array(fc.record({ name: word, value: word }), { maxLength: 6 }),
      simulated: fc.boolean(),
    })
    fc.assert(
      fc.property(any, fc.constantFrom<LabelGridName>('a4-24', 'a4-65'), (rest, format) => {
        const [mark] = labelPages([label({ ...rest, qrTexts: [TR005] })], { format, startAt: 0 }, font)[0]?.marks ?? []
        if (mark?.kind !== 'clip') throw new Error('a label is clipped to its edge')
        const { x, y, width, height } = mark.box
        for (const text of mark.marks) {
          if (text.kind !== 'text') continue
          expect(text.x + font.widthOf(text.text, text.size, text.bold)).toBeLessThanOrEqual(x + width)
          expect(text.y).toBeLessThanOrEqual(y + height)
          expect(text.y - text.size).toBeGreaterThanOrEqual(y)
          expect([...text.text].every((one) => font.has(one.codePointAt(0) ?? 0) || one === '…')).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('says TRAINING on the label of a simulated device', () => {
    const [page] = labelPages([label({ simulated: true })], { format: 'a4-65', startAt: 0 }, font)
    expect(flat(page?.marks ?? [])).toContainEqual(expect.objectContaining({ kind: 'text', text: 'TRAINING' }))
  })

  it.each([-1, 24, 1.5, Number.NaN])('refuses to begin at position %d of 24', (startAt) => {
    expect(() => labelPages([label()], { format: 'a4-24', startAt }, font)).toThrow(Problem)
  })
})
