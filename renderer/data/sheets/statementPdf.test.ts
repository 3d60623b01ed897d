import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import fontkit from '@cantoo/fontkit'
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib'
import { describe, expect, it, vi } from 'vitest'
import { makeStatement, NO_BALANCES, type StatementView } from '#core/statements/statement'
import { LACKING_NOTE } from '#core/statements/statementPages'
import { exampleEntry, exampleLog } from '#core/statements/testing/entriesArbitrary'
import { monthIn } from '#core/statements/zoneTime'
import { statementPdf } from './statementPdf'

const fontFile = (name: string) =>
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}`)))
const fonts = {
  regular: fontFile('400Regular/Inter_400Regular.ttf'),
  bold: fontFile('600SemiBold/Inter_600SemiBold.ttf'),
}
const WXM = { symbol: 'WXM', decimals: 18 }

function statement(name: string, count: number, note = ''): StatementView {
  const member = { id: 'm1', name }
  return makeStatement({
    cooperative: 'Łódź Mesh',
    member,
    period: { name: 'March 2026', ...monthIn('Europe/Zurich', 2026, 3) },
    zone: 'Europe/Zurich',
    token: WXM,
    opening: NO_BALANCES,
    priceSource: 'close of the day',
    entries: Array.from({ length: count }, (_, i) =>
      exampleEntry({
        id: `e${i}`,
        at: new Date(Date.UTC(2026, 2, 1) + i * 60_000).toISOString(),
        member,
        token: WXM,
        amountBaseUnits: String(1234567890123456789n + BigInt(i)),
        chain: exampleLog(1, i),
        fiat: { currency: 'EUR', amountText: '0.50', priceText: null, priceSource: '' },
        note,
      }),
    ),
  })
}

/** The texts of a page in the order in which they are drawn, through the table by which a reader copies them. */
function textsOf(page: PDFPage): string[] {
  const { context } = page.doc
  const unpack = (stream: PDFRawStream) => {
    const isPacked = stream.dict.get(PDFName.of('Filter'))?.toString() === '/FlateDecode'
    return Buffer.from(isPacked ? inflateSync(stream.getContents()) : stream.getContents()).toString('latin1')
  }
  const raw = (object: unknown) => {
    if (!(object instanceof PDFRawStream)) throw new Error('a stream of a saved page was expected')
    return unpack(object)
  }
  const fontsOfPage = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict)
  const letters = new Map<string, Map<string, string>>()
  for (const [name, ref] of fontsOfPage?.entries() ?? []) {
    const table = raw(context.lookup(context.lookup(ref, PDFDict).get(PDFName.of('ToUnicode'))))
    const pairs = [...table.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>\n/gi)]
    const decode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
    letters.set(name.toString(), new Map(pairs.map(([, glyph = '', hex = '']) => [glyph.toUpperCase(), decode(hex)])))
  }
  const contents = page.node.Contents()
  const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => context.lookup(ref)) : [contents]
  const texts: string[] = []
  let font = ''
  for (const [, face, hex] of streams
    .map(raw)
    .join('\n')
    .matchAll(/(\/\S+) [\d.]+ Tf|<([0-9A-F]+)> Tj/gi)) {
    if (face) font = face
    else texts.push((hex?.match(/.{4}/g) ?? []).map((glyph) => letters.get(font)?.get(glyph.toUpperCase()) ?? '\u0000').join(''))
  }
  return texts
}

const pagesOf = async (of: StatementView) => (await PDFDocument.load(await statementPdf(of, fonts))).getPages().map(textsOf)

describe('the PDF of a statement', () => {
  it('reads each face once for many statements, which are the same bytes as by themselves', async () => {
    const own = { regular: new Uint8Array(fonts.regular), bold: new Uint8Array(fonts.bold) }
    const create = vi.spyOn(fontkit, 'create')
    const printed = [await statementPdf(statement('Ada', 2), own), await statementPdf(statement('Bo', 3), own)]
    expect(create).toHaveBeenCalledTimes(2)
    create.mockRestore()
    const fresh = { regular: new Uint8Array(fonts.regular), bold: new Uint8Array(fonts.bold) }
    expect(await statementPdf(statement('Bo', 3), fresh)).toEqual(printed[1])
  })

  it('[ST26] is the same bytes for the same statement, dated by its period', async () => {
    const [first, second] = [await statementPdf(statement('Ada', 3), fonts), await statementPdf(statement('Ada', 3), fonts)]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    const document = await PDFDocument.load(first, { updateMetadata: false })
    expect(document.getCreationDate()?.toISOString()).toBe('2026-03-31T22:00:00.000Z')
    expect(document.getModificationDate()?.toISOString()).toBe('2026-03-31T22:00:00.000Z')
    expect(document.getTitle()).toBe('Ada, March 2026')
    expect(first.length).toBeLessThan(60_000)
  })

  it('[ST26] has all entries over many pages, with the header and the number on each', async () => {
    const pages = await pagesOf(statement('Ada', 150))
    expect(pages.length).toBeGreaterThan(5)
    for (const [i, texts] of pages.entries()) {
      expect(texts).toContain(`Page ${i + 1} of ${pages.length}`)
      expect(texts).toContain('Amount')
    }
    const all = pages.flat()
    for (let i = 0; i < 150; i++)
      expect(all).toContain(`${(1234567890123456789n + BigInt(i)).toString().replace(/^1/, '1.')} WXM`)
    expect(all.join('').split(`0x${'1'.repeat(30)}`).length - 1).toBe(150)
  })

  it('[ST25] says times in UTC and in the zone', async () => {
    const texts = (await pagesOf(statement('Ada', 1))).flat()
    expect(texts).toContain('2026-03-01 00:00:00 UTC')
    expect(texts).toContain('2026-03-01 01:00:00 +01:00')
    expect(texts.join(' ')).toContain(
      '2026-02-28 23:00:00 up to 2026-03-31 22:00:00 UTC, in Europe/Zurich 2026-03-01 00:00:00 +01:00',
    )
  })

  it('[ST26] shows Latin, Greek and Cyrillic as text, and a mark with a note for what the typeface lacks', async () => {
    const name = 'Zażółć Σωκράτης Ключ'
    const plain = (await pagesOf(statement(name, 1, 'δοκιμή'))).flat()
    expect(plain).toContain(name)
    expect(plain).toContain('δοκιμή')
    expect(plain).not.toContain(LACKING_NOTE)
    const lacking = (await pagesOf(statement('日本 Ada', 1))).flat()
    expect(lacking).toContain('?? Ada')
    expect(lacking).toContain(LACKING_NOTE)
  })

  it('[ST26] cuts nothing: a long note and a long name are broken into lines', async () => {
    const words = Array.from({ length: 300 }, (_, i) => `w${i}`)
    const of = statement(`Ada ${'x'.repeat(300)}`, 2, words.join(' '))
    const all = (await pagesOf(of)).flat().join(' ')
    for (const word of words) expect(all.split(/\s+/).filter((one) => one === word)).toHaveLength(2)
    expect(all.replaceAll(' ', '')).toContain('x'.repeat(300))
  })
})
