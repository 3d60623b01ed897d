import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { calculations, recompute } from './calculations'

type Json = Record<string, unknown>

function published(name: string): Json {
  return readFixtureJson(`vectors/${name}.json`) as Json
}

function run(name: string, given: unknown): Promise<unknown> {
  const calculation = calculations[name]
  if (!calculation) throw new Error(`${name} is a calculation`)
  return recompute(calculation, given)
}

/** What is in `expected` must be in `got`: numbers within the tolerance of the case around them, everything else the same. */
function expectNear(got: unknown, expected: unknown, tolerance: number, where: string): void {
  if (typeof expected === 'number' && typeof got === 'number') {
    expect(Math.abs(got - expected), `${where}: ${got} instead of ${expected}`).toBeLessThanOrEqual(tolerance + 1e-9)
  } else if (Array.isArray(expected)) {
    expect(Array.isArray(got) && got.length, where).toBe(expected.length)
    for (const [at, each] of expected.entries()) expectNear((got as unknown[])[at], each, tolerance, `${where}[${at}]`)
  } else if (typeof expected === 'object' && expected !== null) {
    const record = expected as Json
    const own = typeof record.tolerance_db === 'number' ? record.tolerance_db : tolerance
    for (const [key, each] of Object.entries(record)) expectNear((got as Json)?.[key], each, own, `${where}.${key}`)
  } else expect(got, where).toEqual(expected)
}

function mapFields(value: unknown, fields: readonly string[], change: (key: string) => [string, unknown][]): unknown {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, fields, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) =>
      fields.includes(key) ? change(key) : [[key, mapFields(child, fields, change)] as [string, unknown]],
    ),
  )
}

const FILES: [string, string[], string[]][] = [
  ['radio_free_space', ['cases'], ['expected_db_p525', 'expected_db_exact']],
  ['radio_hata_cost231', ['cases'], ['expected_loss_db']],
  ['radio_3gpp_38901', ['cases'], ['expected_pathloss_db']],
  ['radio_itm_longley_rice', ['point_to_point', 'area', 'command_examples'], ['expected']],
  [
    'radio_itu_p2108_clutter',
    ['terrestrial_statistical', 'height_gain_terminal_correction', 'aeronautical_statistical'],
    ['rtn', 'L_ctt__db', 'A_h__db', 'L_ces__db'],
  ],
  ['radio_itu_p1812', ['cases'], ['expected_field_dbuv_m', 'expected_Lb_db', 'reference_field_combined_results']],
  ['radio_lora_sensitivity', ['cases'], ['snr_min_db', 'sensitivity_dbm']],
  ['radio_lora_time_on_air', ['cases'], ['expected_us']],
]

/** The published file, with our decision on COST 231 in its place. */
function wanted(name: string): Json {
  const file = published(name)
  if (name !== 'radio_hata_cost231') return file
  const cases = (file.cases as Json[]).map((each) => {
    if (each.model !== 'cost231-hata') return each
    const reference = each.expected_loss_db as number
    return { ...each, expected_loss_db: reference + 4.97, expected_loss_db_without_4_97_term: reference }
  })
  return { ...file, cases }
}

describe.each(FILES)('calc %s', (name, lists, derived) => {
  it('gives the published file from the published file', async () => {
    // P.1812's reference results are printed with ten digits here and eight decimals there.
    expectNear(await run(name, published(name)), wanted(name), name === 'radio_itu_p1812' ? 1e-7 : 0, name)
  })

  it('gives the same with every derived field missing, or nonsense in it', async () => {
    const whole = await run(name, published(name))
    const bare = await run(
      name,
      mapFields(published(name), derived, () => []),
    )
    const spoiled = await run(
      name,
      mapFields(published(name), derived, (key) => [[key, 'nonsense']]),
    )
    const withoutTolerance = (value: unknown) => mapFields(value, ['tolerance_db'], () => [])
    expect(withoutTolerance(bare)).toEqual(withoutTolerance(whole))
    expect(withoutTolerance(spoiled)).toEqual(withoutTolerance(whole))
  })

  it('takes bare arrays, telling the kind of a case from its fields', async () => {
    const file = published(name)
    const whole = (await run(name, file)) as Json
    for (const list of lists) {
      const cases = (file[list] as Json[]).map((each) => {
        const profiles = file.profiles as Json | undefined
        const { profile_ref: reference, ...rest } = each
        return typeof reference === 'string' ? { ...rest, profile: profiles?.[reference] } : rest
      })
      const bare = (await run(name, cases)) as Json[]
      expectNear(
        bare,
        (whole[list] as Json[]).map(({ profile_ref: _, ...rest }) => rest),
        0,
        list,
      )
    }
  })
})

describe('radio calculations beyond the published cases', () => {
  const first = async (name: string, given: Json) => ((await run(name, [given])) as Json[])[0]

  it('other LoRa packets', async () => {
    const packet = { payload_bytes: 10, sf: 12, bandwidth_hz: 125000, coding_rate: '4/5' }
    expect(await first('radio_lora_time_on_air', packet)).toEqual({ ...packet, expected_us: 991232 })
    expect(await first('radio_lora_time_on_air', { ...packet, sf: 7, coding_rate: '4/6' })).toMatchObject({ expected_us: 45312 })
    expect(await first('radio_lora_time_on_air', { ...packet, sf: 7, coding_rate: 1 })).toMatchObject({ expected_us: 41216 })
    const implicit = { ...packet, sf: 7, implicit_header: true, crc: false, preamble_symbols: 6 }
    // 6 + 4.25 + 8 + ceil((80 - 28 + 8) / 28) * 5 symbols of 1.024 ms
    expect(await first('radio_lora_time_on_air', implicit)).toMatchObject({ expected_us: 33.25 * 1024 })
    expect(await first('radio_lora_sensitivity', { sf: 5, bandwidth_hz: 500000, noise_figure_db: 3 })).toMatchObject({
      snr_min_db: -2.5,
      sensitivity_dbm: -116.51,
    })
  })

  it('warns outside a model instead of refusing, and forgets the warnings it was given', async () => {
    const city = { f_mhz: 5800, distance_2d_m: 500, h_base_m: 10, h_mobile_m: 1.5, environment: 'suburban', warnings: 'old' }
    const got = (await first('radio_hata_cost231', city)) as Json
    expect(got.warnings).toMatchObject([{ field: 'frequencyMhz' }, { field: 'distanceM' }, { field: 'transmitterHeightM' }])
    const inside = { ...city, f_mhz: 900, distance_2d_m: 5000, h_base_m: 40 }
    expect(await first('radio_hata_cost231', inside)).not.toHaveProperty('warnings')
    const far = { scenario: 'UMi-StreetCanyon', f_ghz: 3.5, h_bs_m: 10, h_ut_m: 1.5, distance_2d_m: 9000, los: false }
    expect(await first('radio_3gpp_38901', far)).toMatchObject({ warnings: [{ code: 'radio.distance-outside-model' }] })
  })

  it('gives COST 231 outside large cities no second value', async () => {
    const place = { f_mhz: 1800, distance_2d_m: 5000, h_base_m: 40, h_mobile_m: 1.5 }
    const medium = await first('radio_hata_cost231', {
      ...place,
      environment: 'urban',
      city: 'small',
      expected_loss_db_without_4_97_term: 1,
    })
    expect(medium).not.toHaveProperty('expected_loss_db_without_4_97_term')
    expect(medium).toMatchObject({
      expected_loss_db: expect.closeTo(
        46.3 + 33.9 * Math.log10(1800) - 13.82 * Math.log10(40) - 0.043 + (44.9 - 6.55 * Math.log10(40)) * Math.log10(5),
        2,
      ),
    })
  })

  it.each([
    ['radio_free_space', { f_mhz: 900, d_km: -1 }, 'd_km'],
    ['radio_free_space', { f_mhz: 0, d_km: 1 }, 'f_mhz'],
    ['radio_hata_cost231', { f_mhz: 900, distance_2d_m: 1, h_base_m: -3, h_mobile_m: 1, environment: 'urban' }, 'h_base_m'],
    ['radio_hata_cost231', { f_mhz: 900, distance_2d_m: 1, h_base_m: 30, h_mobile_m: 1, environment: 'sea' }, 'environment'],
    ['radio_3gpp_38901', { scenario: 'RMa', f_ghz: 1, h_bs_m: 30, h_ut_m: 1, distance_2d_m: -5, los: true }, 'distance_2d_m'],
    ['radio_3gpp_38901', { scenario: 'XYZ', f_ghz: 1, h_bs_m: 30, h_ut_m: 1, distance_2d_m: 5, los: true }, 'scenario'],
    ['radio_lora_sensitivity', { sf: 13, bandwidth_hz: 125000 }, 'spreadingFactor'],
    ['radio_lora_sensitivity', { sf: 7, bandwidth_hz: 125 }, 'bandwidth_hz'],
    ['radio_lora_time_on_air', { payload_bytes: 10, sf: 7, bandwidth_hz: 125000, coding_rate: '4/9' }, 'coding_rate'],
    ['radio_lora_time_on_air', { modulation: 'LR-FHSS', payload_bytes: 10 }, 'modulation'],
    ['radio_itm_longley_rice', { input: { h_tx__meter: -1 } }, 'h_tx__meter'],
    ['radio_itm_longley_rice', { profile_ref: 'gone', input: {} }, undefined],
  ])('%s refuses %j, naming the case and field', async (name, given, field) => {
    const refused = expect.objectContaining({
      code: 'calc.bad-case',
      ...(field ? { field } : {}),
      message: expect.stringContaining('case odd'),
    })
    await expect(run(name, [{ id: 'odd', ...given }])).rejects.toThrow(refused)
  })

  it('names the list that a case stands in, and the lists a file needs', async () => {
    const clutter = 'radio_itu_p2108_clutter'
    await expect(run(clutter, { aeronautical_statistical: [{ f__ghz: 30 }] })).rejects.toThrow(
      'aeronautical_statistical case number 1',
    )
    await expect(run(clutter, [{ f__ghz: 30 }])).rejects.toThrow('kind cannot be told')
    await expect(run(clutter, { lists: [] })).rejects.toThrow('"terrestrial_statistical" or')
  })
})
