import { cellToLatLng, latLngToCell } from 'h3-js'
import { expect, it } from 'vitest'
import { planCandidateSchema } from '../../model/planStudy'
import { readCandidates } from './readCandidates'

const CELL = latLngToCell(50.06, 19.94, 9)

it('reads names, positions and costs', async () => {
  const reading = await readCandidates('Name;Latitude;Longitude;Cost\nTower;50,06;19,94;800,5\n"Roof; west";-17;180;0\n')
  expect(reading.candidates).toEqual([
    { id: 'listed-2', name: 'Tower', kind: 'listed', lat: 50.06, lng: 19.94, cost: 800.5 },
    { id: 'listed-3', name: 'Roof; west', kind: 'listed', lat: -17, lng: 180, cost: 0 },
  ])
  expect(reading).toMatchObject({ rows: 2, problemCount: 0, hasCosts: true })
  for (const candidate of reading.candidates) expect(planCandidateSchema.parse(candidate)).toEqual(candidate)
})

it('reads cells, and takes one cost for all where there is none', async () => {
  const reading = await readCandidates(`h3\n${CELL}\n`, { costOfEach: 120 })
  const [lat, lng] = cellToLatLng(CELL)
  expect(reading.candidates).toEqual([{ id: 'listed-2', name: 'Line 2', kind: 'listed', lat, lng, cost: 120 }])
  expect(reading.hasCosts).toBe(false)
})

it('names what is wrong by line and column', async () => {
  const rows = ['A,50,20,5', 'B,91,20,5', 'C,50,x,5', 'D,50,20,-1', 'E,50,20,', 'F,,20,1', 'A,50,20,9', 'G,50', 'H,50,181,1']
  const reading = await readCandidates(`site,lat,lon,cost\n${rows.join('\n')}\n`)
  expect(reading.candidates.map(({ name }) => name)).toEqual(['A'])
  expect(reading.problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
    '3 lat',
    '4 lon',
    '5 cost',
    '6 cost',
    '7 lat',
    '8 null',
    '9 null',
    '10 lon',
  ])
  const cells = await readCandidates('h3,cost\n8z,1\n')
  expect(cells).toMatchObject({ candidates: [], problemCount: 1, problems: [{ line: 2, field: 'h3' }] })
})

it('refuses a table without positions, and stops when it is asked to', async () => {
  await expect(readCandidates('name,cost\nA,1\n')).rejects.toMatchObject({ code: 'candidates.missing-columns', line: 1 })
  const signal = { aborted: true, addEventListener: () => {}, removeEventListener: () => {} }
  await expect(readCandidates(`h3\n${CELL}\n`, { signal })).rejects.toMatchObject({ code: 'import.cancelled' })
})
