import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { calculations, recompute } from './calculations'

type Json = Record<string, unknown>

const published = (name: string) => readFixtureJson(`vectors/${name}.json`) as Json

function run(name: string, given: unknown): Promise<unknown> {
  const calculation = calculations[name]
  if (!calculation) throw new Error(`${name} is a calculation`)
  return recompute(calculation, given)
}

const refused = (words: RegExp) => expect.objectContaining({ code: 'calc.bad-case', message: expect.stringMatching(words) })

const NAMES = [
  'helium_mini_fanout',
  'helium_mobile_hip149_data_transfer',
  'helium_mobile_hip149_emissions_split',
  'helium_mobile_dc_to_hnt',
  'weatherxm_reward_mechanism_v2',
]

describe.each(NAMES)('calc %s', (name) => {
  it('gives the published file from the published file', async () => {
    expect(await run(name, published(name))).toEqual(published(name))
  })
})

describe.each(NAMES.filter((name) => name !== 'helium_mobile_dc_to_hnt'))('calc %s without what is derived', (name) => {
  it('gives the same where expected is missing or nonsense, in a file and in a bare array', async () => {
    const file = published(name)
    const cases = (file.cases ?? [file]) as Json[]
    const bare = cases.map(({ expected: _, ...rest }) => rest)
    expect(await run(name, bare)).toEqual(cases)
    expect(await run(name, { ...file, cases: cases.map((each) => ({ ...each, expected: 'nonsense' })) })).toMatchObject({ cases })
  })
})

describe('calc helium_mobile_dc_to_hnt', () => {
  const name = 'helium_mobile_dc_to_hnt'

  it('neither uses nor needs the derived field of a case', async () => {
    const cases = published(name).cases as Json[]
    const derived = (each: Json) => ('dc' in each ? 'bones' : 'price_per_bone')
    expect(
      await run(
        name,
        cases.map((each) => ({ ...each, [derived(each)]: 'nonsense' })),
      ),
    ).toEqual(cases)
    const bare = cases.map((each) => Object.fromEntries(Object.entries(each).filter(([key]) => key !== derived(each))))
    expect(await run(name, bare)).toEqual(cases)
  })

  it('takes both halves in one case, and says what is missing', async () => {
    const both = { dc: '1000000', price_in_bones: '359000000', decimals: 8 }
    expect(await run(name, [both])).toEqual([{ ...both, price_per_bone: '0.0000000359', bones: '278551532.033426183844012' }])
    await expect(run(name, [{ bones: '1' }])).rejects.toThrow(refused(/^case number 1: Give dc with price_per_bone/))
    await expect(run(name, [{ dc: '1', price_per_bone: '0' }])).rejects.toThrow(refused(/price of a bone is not above 0/))
    await expect(run(name, [{ dc: '1', price_per_bone: '0,1' }])).rejects.toThrow(refused(/price_per_bone cannot be used/))
  })
})

describe('calc of rewards with inputs that cannot be used', () => {
  it('names the case and the field', async () => {
    const fanout = (shares: Json[], balance = '10') => run('helium_mini_fanout', [{ id: 'f', input: { balance, shares } }])
    await expect(fanout([{ share: '1', fixed: '2' }])).rejects.toThrow(
      refused(/^case f: input\.shares\.0 .*either share or fixed/),
    )
    await expect(fanout([{ share: '1', paused: true }])).rejects.toThrow(refused(/^case f: input\.shares\.0/))
    await expect(fanout([{ share: '1' }], '1.5')).rejects.toThrow(refused(/^case f: input\.balance/))
    await expect(fanout(Array.from({ length: 7 }, () => ({ share: '1' })))).rejects.toThrow(refused(/at most 6 members/))
    const split = { id: 's', input: { total_emissions_bones: '-1', hnt_rewards_issued_bones: '1' } }
    await expect(run('helium_mobile_hip149_emissions_split', [split])).rejects.toThrow(refused(/^case s: The total emissions/))
    const rounded = JSON.parse('[{"id":"d","input":{"pool_bones":9007199254740993,"gateways":[]}}]')
    await expect(run('helium_mobile_hip149_data_transfer', rounded)).rejects.toThrow(refused(/^case d: .*write it as text/))
  })

  it('names the file where it is itself the case', async () => {
    const { input, ...rest } = published('weatherxm_reward_mechanism_v2')
    const changed = (change: Json) => run('weatherxm_reward_mechanism_v2', { ...rest, input: { ...(input as Json), ...change } })
    await expect(changed({ capacity: {} })).rejects.toThrow(
      refused(/^the file: The capacity of cell "871ec90a4ffffff" is missing/),
    )
    await expect(changed({ weights: { M5: '1.1' } })).rejects.toThrow(refused(/^the file: Station "s2" is of class "Helium"/))
    await expect(run('weatherxm_reward_mechanism_v2', rest)).rejects.toThrow(expect.objectContaining({ code: 'calc.not-cases' }))
    await expect(run('helium_mini_fanout', { input: {} })).rejects.toThrow(expect.objectContaining({ code: 'calc.not-cases' }))
  })

  it('takes the address of a wallet for a wallet, and nothing for none', async () => {
    const name = 'weatherxm_reward_mechanism_v2'
    const { devices } = published(name).input as { devices: Json[] }
    const spelled = devices.map((each) => ({ ...each, wallet: each.wallet ? '0x01' : each.id === 's4' ? '' : null }))
    const input = { ...(published(name).input as Json), devices: spelled }
    expect(await run(name, { input })).toEqual({ input, expected: published(name).expected })
  })

  it('keeps what a fanout cannot send as owed', async () => {
    const [got] = (await run('helium_mini_fanout', [
      { input: { balance: '100', shares: [{ share: '1', account: false }, { share: '1' }] } },
    ])) as Json[]
    expect(got?.expected).toEqual({ payouts: ['0', '50'], dust_1e12: ['0', '0'], owed: ['50', '0'], left_in_account: '50' })
  })
})
