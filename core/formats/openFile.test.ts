import { describe, expect, it } from 'vitest'
import { guessMapping } from '../networks/genericHotspotsCsv'
import { describeOpened } from './describeOpened'
import { openFile } from './openFile'

const recognise = (text: string, fileName = 'file') =>
  describeOpened(openFile({ fileName, bytes: new TextEncoder().encode(text) }))

describe('openFile', () => {
  it('shows the columns and first rows of a table, and a mapping to start from', () => {
    expect(recognise('Serial;Label;Breite;lat;lon\n1;Roof;x;47.1;8.2\n')).toEqual({
      format: 'generic-hotspots-csv',
      recognised: true,
      kind: 'fleet',
      headers: ['Serial', 'Label', 'Breite', 'lat', 'lon'],
      warnings: [],
      sample: [['1', 'Roof', 'x', '47.1', '8.2']],
      rows: 1,
      mapping: { id: 'Serial', name: 'Label', lat: 'lat', lng: 'lon' },
    })
  })

  it('leaves a table without a key or a position to the person', () => {
    const expected = { format: 'csv', recognised: false, kind: 'table', headers: ['Mast', 'N', 'E'], mapping: null }
    expect(recognise('Mast,N,E\nm1,47,8\n')).toMatchObject(expected)
    expect(recognise('just some words\nand more\n')).toMatchObject({ format: 'text', recognised: false })
  })

  it('knows our own files by their format', () => {
    const backup = { format: 'commonmast-backup-v1', tables: { hotspots: [{}, {}], members: [{}] } }
    expect(recognise(JSON.stringify(backup))).toMatchObject({ format: 'commonmast-backup-v1', kind: 'commonmast', rows: 3 })
    expect(recognise('{"format": "commonmast-provisioning-v1"}')).toMatchObject({ kind: 'commonmast', rows: 1 })
    expect(recognise('{"format": "other-v1"}')).toMatchObject({ format: 'json', recognised: false })
  })

  it('does not know GeoJSON without gateways', () => {
    const text = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}'
    expect(recognise(text)).toMatchObject({ format: 'geojson', recognised: false, rows: 1 })
  })

  it('does not mistake a small table of addresses for the Helium explorer', () => {
    expect(recognise('address,name,owner,lat,lng\na,b,c,1,2\n')).toMatchObject({ format: 'generic-hotspots-csv' })
  })

  it('names where JSON breaks whatever is inside', () => {
    expect(() => recognise('{"a": [1, 2}')).toThrow(/line 1 at character 12/)
    expect(() => recognise('{"a": "\\q"}')).toThrow(/line 1 at character 8/)
    expect(() => recognise(`${'['.repeat(100_000)}`)).toThrow(/JSON/)
    expect(() => recognise('not json', 'a.json')).toThrow(/line 1 at character 1/)
  })
})

describe('guessMapping', () => {
  it('takes a location column for cells only when cells are in it', () => {
    const headers = ['id', 'lat', 'lng', 'location']
    expect(guessMapping(headers, [['1', '47', '8', '8c1f8d7a94e53ff']])).toMatchObject({ h3: 'location' })
    expect(guessMapping(headers, [['1', '47', '8', 'Zurich']])).toEqual({ id: 'id', lat: 'lat', lng: 'lng', place: 'location' })
  })

  it('prefers a proper key to a name and uses the name where there is no key', () => {
    expect(guessMapping(['Name', 'Hotspot Key', 'H3'], [])).toEqual({ id: 'Hotspot Key', name: 'Name', h3: 'H3' })
    expect(guessMapping(['Name', 'H3 Index'], [])).toMatchObject({ id: 'Name', h3: 'H3 Index' })
    expect(guessMapping(['key', 'lat'], [])).toBeNull()
  })
})
