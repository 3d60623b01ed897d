import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDocument, PDFName, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { deviceLabel } from '#core/provisioning/label/deviceLabel'
import { fittingQr, qrMatrix } from '#core/provisioning/label/qrMark'
import { labelPdf } from './labelPdf'
import { withResolution } from './pngResolution'

const fontFile = (name: string) =>
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}`)))
const fonts = {
  regular: fontFile('400Regular/Inter_400Regular.ttf'),
  bold: fontFile('600SemiBold/Inter_600SemiBold.ttf'),
}

const label = (name: string) =>
  deviceLabel({
    id: 'record-1',
    driver: 'rak-at',
    device: { name, firmware: 'RUI', version: '4.1', chip: 'RAK3172' },
    hostname: null,
    identifiers: [
      { kind: 'dev-eui', value: 'AC1F09FFFE04891A' },
      { kind: 'join-eui', value: 'AC1F09FFF8680811' },
    ],
    simulated: false,
  })

/** What a page draws, as the operators of its content. */
function operatorsOf(page: PDFPage): string {
  const contents = page.node.Contents()
  const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents]
  return streams
    .map((stream) => {
      if (!(stream instanceof PDFRawStream)) throw new Error('the content of a saved page is a stream')
      const isPacked = stream.dict.get(PDFName.of('Filter'))?.toString() === '/FlateDecode'
      return Buffer.from(isPacked ? inflateSync(stream.getContents()) : stream.getContents()).toString('latin1')
    })
    .join('\n')
}

describe('the PDF of labels', () => {
  it('has one page as wide as the roll for each label', async () => {
    const { bytes } = await labelPdf([label('Roof 1'), label('Ζεύς Ключ Żółć')], {
      title: 'Labels',
      paper: { format: 'roll-62', startAt: 0 },
      fonts,
    })
    const read = await PDFDocument.load(bytes)
    const sizes = read.getPages().map((page) => page.getSize())
    expect(sizes.map(({ width }) => width)).toEqual([expect.closeTo(175.748, 3), expect.closeTo(175.748, 3)])
    for (const { height } of sizes) expect((height / 72) * 25.4).toBeGreaterThan(33)
    expect(read.getTitle()).toBe('Labels')
  })

  it('draws every run of dark modules of the code, and nothing else as a shape', async () => {
    const { bytes } = await labelPdf([label('Roof 1')], { title: 'Labels', paper: { format: 'roll-62', startAt: 0 }, fonts })
    const [page] = (await PDFDocument.load(bytes)).getPages()
    if (!page) throw new Error('there is a page')
    const { text } = fittingQr(label('Roof 1').qrTexts, 82)
    const { size, isDark } = qrMatrix(text)
    const rows = Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (__, column) => (isDark(row, column) ? '1' : '0')),
    )
    const runs = rows.map((row) => row.join('').split(/0+/).filter(Boolean).length).reduce((sum, count) => sum + count, 0)
    expect(operatorsOf(page).match(/ m\b/g)?.length).toBe(runs)
  })

  it('has A4 sheets, as many as it takes from the position where the first goes on', async () => {
    const { bytes, pages } = await labelPdf([label('1'), label('2')], {
      title: 'L',
      paper: { format: 'a4-65', startAt: 64 },
      fonts,
    })
    const read = await PDFDocument.load(bytes)
    expect(read.getPages().map((page) => page.getSize())).toEqual([
      { width: 595.28, height: 841.89 },
      { width: 595.28, height: 841.89 },
    ])
    expect(pages).toHaveLength(2)
  })

  it('shows letters that the face lacks as question marks', async () => {
    const { pages } = await labelPdf([label('塔 🗼 1')], { title: 'L', paper: { format: 'roll-62', startAt: 0 }, fonts })
    expect(pages[0]?.marks).toContainEqual(expect.objectContaining({ kind: 'text', text: '? ? 1', bold: true }))
  })
})

describe('the resolution of a PNG', () => {
  it('is 300 dots to the inch for another program, and the picture stays whole', () => {
    // One white dot.
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==',
      'base64',
    )
    const marked = Buffer.from(withResolution(png, 300))
    expect(marked.subarray(33, 54).toString('hex')).toBe('000000097048597300002e2300002e230178a53f76')
    expect(Buffer.concat([marked.subarray(0, 33), marked.subarray(54)])).toEqual(png)
  })
})
