import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../../fixtures/readFixture'
import { Problem } from '../model/problem'
import { addressBookFile } from '../treasury/addresses/addressBookFile'
import { inspectFile } from './inspectFile'

const data = (name: string) => readFixture(`data/${name}`)
const inspectData = (name: string) => inspectFile({ fileName: name, bytes: data(name) })
const bytesOf = (text: string) => new TextEncoder().encode(text)
const inspectText = (text: string, fileName = 'a.csv') => inspectFile({ fileName, bytes: bytesOf(text) })

describe('inspectFile on real files', () => {
  it.each([
    ['helium_explorer_hotspots_2020-10-26.csv', 'helium-explorer-hotspots-csv', 3640, 82],
    ['ttn_gateways.csv', 'ttn-gateways-csv', 134, 0],
    ['ttn_gateways.geojson', 'ttn-gateways-geojson', 134, 0],
    ['weatherxm_beta_rewards_table.csv', 'weatherxm-rewards-csv', 5166, 0],
  ])('recognises %s', async (name, format, rows, withoutLocation) => {
    expect(await inspectData(name)).toEqual({ format, rows, recognised: true, withoutLocation, problems: [] })
  })

  it('counts the rows of a CSV that is neither a fleet nor rewards', async () => {
    const result = await inspectData('ttn_measurements.preview.csv')
    expect(result).toMatchObject({ format: 'csv', rows: 99, recognised: false, withoutLocation: 0 })
    expect(result.problems).toEqual([{ line: 1, field: null, message: expect.stringContaining('say which columns') }])
  })

  it('recognises a file by its content whatever its name is', async () => {
    const bytes = data('ttn_gateways.geojson')
    expect(await inspectFile({ fileName: 'download', bytes })).toMatchObject({ format: 'ttn-gateways-geojson', rows: 134 })
  })

  it('names the line of a fleet cut off in the middle', async () => {
    const bytes = data('helium_explorer_hotspots_2020-10-26.csv')
    const whole = new TextDecoder().decode(bytes).split('\r\n')
    const cut = `${whole.slice(0, 100).join('\r\n')}\r\n${whole[100]?.slice(0, 60)}`
    const result = await inspectText(cut)
    expect(result.rows).toBe(100)
    expect(result.problems).toEqual([{ line: 101, field: null, message: expect.stringContaining('cut off') }])
  })
})

describe('inspectFile on files that cannot be read', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)
  it.each([
    ['an empty file', new Uint8Array(), /empty/],
    ['blank lines', bytesOf('\n \r\n'), /blank lines/],
    ['a picture', png, /not text/],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), /Excel/],
    ['Latin-1 text', Uint8Array.of(...bytesOf('id,name\n1,Z'), 0xfc, ...bytesOf('rich\n')), /Line 2 .* not UTF-8/],
    ['JSON that is cut off', bytesOf('{"format": "commonmast-split-v1",\n"rows": [1,'), /ends too early, on line 2/],
    ['JSON with a stray comma', bytesOf('{"a": 1,\n "b": [1, , 2]}'), /breaks on line 2 at character 11/],
  ])('says what to do with %s', async (_, bytes, message) => {
    const result = await inspectFile({ fileName: 'file', bytes })
    expect(result).toMatchObject({ format: 'unknown', rows: 0, recognised: false })
    expect(result.problems).toHaveLength(1)
    expect(result.problems[0]?.message).toMatch(message)
  })

  it('reads UTF-16 in both byte orders', async () => {
    const text = 'id,name,lat,lng\n1,Zürich 🗼,47.37,8.54\n'
    const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
    const le = Uint8Array.from([0xfeff, ...units].flatMap((unit) => [unit & 0xff, unit >> 8]))
    const be = Uint8Array.from([0xfeff, ...units].flatMap((unit) => [unit >> 8, unit & 0xff]))
    for (const bytes of [le, be]) {
      expect(await inspectFile({ fileName: 'a.csv', bytes })).toMatchObject({
        format: 'generic-hotspots-csv',
        rows: 1,
        problems: [],
      })
    }
  })

  it('answers any bytes with a result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const result = await inspectFile({ fileName: 'noise', bytes })
        const { warnings, ...answer } = result
        expect(Object.keys(answer)).toEqual(['format', 'rows', 'recognised', 'withoutLocation', 'problems'])
        for (const { message } of warnings ?? []) expect(message).toMatch(/\.$/)
        expect(result.recognised || result.problems.length > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('answers a real file with damaged bytes', async () => {
    const bytes = data('helium_explorer_hotspots_2020-10-26.csv').slice(0, 4_000)
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(bytes.length), async (changes, length) => {
        const damaged = bytes.slice()
        for (const [at, byte] of changes) damaged[at] = byte
        const result = await inspectFile({ fileName: 'a.csv', bytes: damaged.subarray(0, length) })
        for (const { message } of result.problems) expect(message).toMatch(/\.$/)
      }),
    )
  })
})

describe('inspectFile on our own files', () => {
  it('recognises them by their format and checks their shape', async () => {
    const result = await inspectText(JSON.stringify({ format: 'commonmast-split-v1', rows: [{}, {}] }), 'x.json')
    expect(result).toMatchObject({ format: 'commonmast-split-v1', rows: 2, recognised: true })
    expect(result.problems.map((problem) => problem.field)).toContain('token')
  })

  it('recognises the tables and agreements that a split takes', async () => {
    const inspected = async (text: string) => {
      const { format, rows, recognised, problems } = await inspectText(text)
      return { format, rows, recognised, fields: problems.map(({ line, field }) => `${line} ${field}`) }
    }
    const agreements = { format: 'commonmast-agreements-v1', members: [], agreements: [] }
    const recognised = true
    expect(await inspected('hotspot,amount\na,1.5\nb,-1\n')).toEqual({
      format: 'rewards-csv',
      rows: 2,
      recognised,
      fields: ['3 amount'],
    })
    expect(await inspected('hotspot,member,percent\n*,ada,60\n*,bo,40\n')).toEqual({
      format: 'agreements-csv',
      rows: 2,
      recognised,
      fields: [],
    })
    expect(await inspected('Hotspot_Address,Payment_Address,Payment_Split\nh,0x12,100%\n')).toEqual({
      format: 'host-payment-sheet-csv',
      rows: 1,
      recognised,
      fields: ['2 address'],
    })
    expect(await inspected('member,name,address\nada,Ada,0x2fdd074a9a146c205934f030e9f5a6cb471f88a7\n')).toEqual({
      format: 'members-csv',
      rows: 1,
      recognised,
      fields: ['2 address'],
    })
    const book = addressBookFile([{ id: 'ada', name: 'Ada', role: '', address: null }], '', '2026-11-30T12:00:00.000Z')
    expect(await inspected(JSON.stringify(book))).toEqual({ format: book.format, rows: 1, recognised, fields: [] })
    const altered = await inspectText(JSON.stringify({ ...book, cooperative: 'Another' }), 'x.json')
    expect(altered.problems).toMatchObject([{ message: expect.stringMatching(/changed after it was saved/) }])
    expect(await inspected('Mast,Payment_Split\nm1,100%\n')).toMatchObject({ format: 'csv', recognised: false })
    expect(await inspected(JSON.stringify(agreements))).toMatchObject({ format: agreements.format, recognised })
  })

  it('does not pretend to know a format of a later version, and knows its own backup', async () => {
    const later = await inspectText('{"format":"commonmast-split-v9","rows":[1]}', 'x.json')
    expect(later).toMatchObject({ format: 'commonmast-split-v9', recognised: false, problems: [{ field: 'format' }] })
    const backup = await inspectText('{"format":"commonmast-backup-v1","tables":{"sites":[1,2]}}', 'x.json')
    expect(backup).toMatchObject({ rows: 2, recognised: true, problems: [] })
  })

  it('does not take other JSON for one', async () => {
    expect(await inspectText('[1, 2, 3]', 'x.json')).toMatchObject({ format: 'json', rows: 3, recognised: false })
  })

  it('stops when it is cancelled', async () => {
    const signal = { aborted: true, addEventListener: () => {}, removeEventListener: () => {} }
    const cancelled = inspectFile({ fileName: 'a.csv', bytes: data('ttn_gateways.csv'), signal })
    await expect(cancelled).rejects.toThrow(Problem)
    await expect(cancelled).rejects.toMatchObject({ code: 'import.cancelled' })
  })
})
