import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { h3Text } from '../../geo/h3Index'
import type { RadioProfile } from '../../model/radioProfile'
import { createReceivedDbm } from '../linkBudget'
import { standardProfiles } from '../profiles/standardProfiles'
import { calibratedProfile } from './calibratedProfile'
import { studyBuffers } from './calibrationStudy'
import { GrowingColumns, type Measurements } from './measurements'
import type { MeasuredHotspot } from './predictLinks'
import { residualsCsv } from './residualsCsv'
import { studyCalibration } from './studyCalibration'

const METRES_PER_DEGREE = 111_195.08
const EXPONENT = 3.2
const OFFSET_DBM = -110

function standard(): RadioProfile {
  const found = standardProfiles.find(({ model, antenna }) => model === 'hata' && antenna.kind === 'omni')
  if (!found) throw new Error('a standard profile of the Hata model is needed')
  return found
}

const profile = standard()

/** Links northwards from each hotspot, alternately a little stronger and weaker than the law; null is a miss. */
function measured(links: { hotspot: string; apartM: number; rssiDbm: number; timeMs?: number }[], lat = 50): Measurements {
  const columns = new GrowingColumns()
  for (const { hotspot, apartM, rssiDbm, timeMs = Number.NaN } of links) {
    columns.add({ lat: lat + apartM / METRES_PER_DEGREE, lng: 20, hotspot, rssiDbm, detectionLimitDbm: -125, timeMs })
  }
  return columns.finish()
}

const lawDbm = (apartM: number, moreDb = 0) => OFFSET_DBM - 10 * EXPONENT * Math.log10(apartM / 1000) + moreDb
const distances = Array.from({ length: 40 }, (_, i) => 200 * 1.08 ** i)
const linksOf = (hotspot: string, moreDb = 0) =>
  distances.map((apartM) => ({ hotspot, apartM, rssiDbm: lawDbm(apartM, moreDb) < -125 ? Number.NaN : lawDbm(apartM, moreDb) }))
const fleetOf = (fleet: Record<string, MeasuredHotspot['radio']>) =>
  new Map(Object.entries(fleet).map(([key, radio]) => [key, { name: `The ${key}`, lat: 50, lng: 20, radio }]))

describe('a study of measurements', () => {
  it('finds the law, and the calibrated profile predicts what was measured', () => {
    const study = studyCalibration({ measurements: measured(linksOf('a')), fleet: fleetOf({ A: undefined }), profile })
    expect(study.fit.exponent).toBeCloseTo(EXPONENT, 1)
    expect(study.fit.biased).toBe(false)
    const calibrated = createReceivedDbm(calibratedProfile(profile, study.fit))
    for (const [row, apartM] of study.rows.distanceM.entries()) {
      expect(study.rows.afterDbm[row]).toBeCloseTo(calibrated(apartM, 0), 3)
      expect(study.rows.beforeDbm?.[row]).toBeCloseTo(createReceivedDbm(profile)(apartM, 0), 3)
    }
    expect(study.rmseDb.after).toBeLessThan(study.rmseDb.before ?? 0)
    expect(study.hotspots).toEqual([expect.objectContaining({ key: 'a', name: 'The A', misses: study.fit.misses })])
    expect(study.hasOwnFigures).toBe(false)
  })

  it("does not take a hotspot's own gain for propagation", () => {
    const radio = { antennaGainDbi: profile.antennaGainDbi + 9 }
    const links = [...linksOf('plain'), ...linksOf('strong', 9)]
    const known = studyCalibration({
      measurements: measured(links),
      fleet: fleetOf({ plain: undefined, strong: radio }),
      profile,
    })
    expect(known.hasOwnFigures).toBe(true)
    for (const { biasDb } of known.hotspots) expect(Math.abs(biasDb)).toBeLessThan(0.3)
    expect(known.fit.offsetDbm).toBeCloseTo(OFFSET_DBM, 0)
    const received = [...known.rows.rssiDbm].flatMap((power, row) =>
      Number.isNaN(power) ? [] : [Math.abs(power - (known.rows.afterDbm[row] ?? 0))],
    )
    expect(Math.max(...received)).toBeLessThan(0.5)

    const unknown = studyCalibration({
      measurements: measured(links),
      fleet: fleetOf({ plain: undefined, strong: undefined }),
      profile,
    })
    expect(unknown.hotspots.map(({ key, biasDb }) => [key, Math.sign(biasDb)])).toEqual(
      expect.arrayContaining([
        ['strong', 1],
        ['plain', -1],
      ]),
    )
    expect(unknown.rmseDb.after).toBeGreaterThan(unknown.rmseDb.withBiases + 1)
  })

  it('takes the direction of an antenna off, so that its back is not far away', () => {
    const sector = { kind: 'sector', azimuthDeg: 180, beamwidthDeg: 90, maxAttenuationDb: 20 } as const
    const links = [...linksOf('plain'), ...linksOf('backwards', -20)]
    const fleet = fleetOf({ plain: undefined, backwards: { antenna: sector } })
    const study = studyCalibration({ measurements: measured(links), fleet, profile })
    expect(study.fit.offsetDbm).toBeCloseTo(OFFSET_DBM, 0)
    for (const { biasDb } of study.hotspots) expect(Math.abs(biasDb)).toBeLessThan(0.3)
  })

  it('counts what it leaves out: unknown hotspots, and misses of hotspots that heard nothing', () => {
    const silent = distances.map((apartM) => ({ hotspot: 'silent', apartM, rssiDbm: Number.NaN }))
    const links = [...linksOf('a'), ...silent, { hotspot: 'stranger', apartM: 500, rssiDbm: -90 }]
    const study = studyCalibration({
      measurements: measured(links),
      fleet: fleetOf({ a: undefined, silent: undefined }),
      profile,
    })
    expect(study.missesLeftOut).toBe(silent.length)
    expect(study.unknownHotspots).toEqual([{ key: 'stranger', measurements: 1 }])
    expect(study.hotspots.at(-1)).toMatchObject({ key: 'silent', biasDb: Number.NaN, received: 0, misses: silent.length })
    expect(study.rows.lat).toHaveLength(links.length - 1)
  })

  it('refuses measurements of hotspots that nobody knows, by name', () => {
    const input = { measurements: measured(linksOf('stranger')), fleet: fleetOf({ a: undefined }), profile }
    expect(() => studyCalibration(input)).toThrow(
      expect.objectContaining({ code: 'calibration.unknown-hotspots', message: expect.stringContaining('(stranger)') }),
    )
  })

  it('calibrates a law that was never entered, with nothing to compare', () => {
    const { logDistance: _, ...bare } = profile
    const empty: RadioProfile = { ...bare, model: 'log-distance', environment: null }
    const study = studyCalibration({ measurements: measured(linksOf('a')), fleet: fleetOf({ a: undefined }), profile: empty })
    expect(study.rmseDb.before).toBeNull()
    expect([study.rows.beforeDbm, study.histogram.before, study.cells.beforeDb, study.curves.beforeDbm]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(study.fit.exponent).toBeCloseTo(EXPONENT, 1)
  })

  it('predicts over terrain by path, and counts the paths that lack it', () => {
    const overTerrain: RadioProfile = { ...profile, model: 'itm-terrain', environment: null }
    const input = { measurements: measured(linksOf('a')), fleet: fleetOf({ a: undefined }), profile: overTerrain }
    expect(() => studyCalibration(input)).toThrow(expect.objectContaining({ code: 'radio.needs-terrain' }))
    const study = studyCalibration({
      ...input,
      powerOverTerrain: (_, from, to) => (to.lat - from.lat < 0.01 ? Number.NaN : -90),
    })
    const lacking = distances.filter((apartM) => apartM / METRES_PER_DEGREE < 0.01).length
    expect(lacking).toBeGreaterThan(5)
    expect(study.unpredicted).toBe(lacking)
    expect(study.rows.beforeDbm?.at(-1)).toBe(-90)
    expect(study.curves.beforeDbm).toBeNull()
  })

  it('dates itself with the last measurement', () => {
    const links = linksOf('a').map((link, i) => ({ ...link, timeMs: Date.UTC(2026, 3, 30 - (i % 5)) }))
    const input = { fleet: fleetOf({ a: undefined }), profile }
    expect(studyCalibration({ ...input, measurements: measured(links) }).measuredOn).toBe('2026-04-30')
    expect(studyCalibration({ ...input, measurements: measured(linksOf('a')) }).measuredOn).toBeNull()
  })

  it('puts mean residuals into the cells of the measurements, and nothing where all were missed', () => {
    const { cells, rows } = studyCalibration({ measurements: measured(linksOf('a')), fleet: fleetOf({ a: undefined }), profile })
    const inCell = new Map<string, number[]>()
    for (const [row, lat] of rows.lat.entries()) {
      const cell = latLngToCell(lat, rows.lng[row] ?? 0, cells.resolution)
      const residual = (rows.rssiDbm[row] ?? 0) - (rows.beforeDbm?.[row] ?? 0)
      inCell.set(cell, [...(inCell.get(cell) ?? []), ...(Number.isNaN(residual) ? [] : [residual])])
    }
    expect([...cells.cells].map(h3Text)).toEqual([...inCell.keys()].sort())
    for (const [at, cell] of cells.cells.entries()) {
      const residuals = inCell.get(h3Text(cell)) ?? []
      const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length
      expect(cells.received[at]).toBe(residuals.length)
      if (residuals.length === 0) expect(cells.beforeDb?.[at]).toBeNaN()
      else expect(cells.beforeDb?.[at]).toBeCloseTo(mean, 3)
    }
    expect(cells.received).toContain(0)
  })

  it('crosses threads whole, each buffer once, and writes every row as CSV', () => {
    const study = studyCalibration({
      measurements: measured(linksOf('=a, "b"')),
      fleet: fleetOf({ '=a, "b"': undefined }),
      profile,
    })
    const copy = structuredClone(study)
    const moved = structuredClone(study, { transfer: studyBuffers(study) })
    expect(moved).toEqual(copy)
    expect(study.rows.lat).toHaveLength(0)
    const lines = [...residualsCsv(moved.rows)].join('').trimEnd().split('\r\n')
    expect(lines).toHaveLength(distances.length + 1)
    expect(lines[1]).toMatch(
      /^50\.\d{6},20\.000000,"'=a, ""b""",200\.0,-\d+\.\d\d,-\d+\.\d\d,-\d+\.\d\d,-?\d+\.\d\d,-?\d+\.\d\d$/,
    )
    expect(lines.at(-1)).toMatch(/,,-\d+\.\d\d,-\d+\.\d\d,,$/)
  })
})
