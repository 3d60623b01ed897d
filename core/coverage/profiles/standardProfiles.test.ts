import { describe, expect, it } from 'vitest'
import { radioProfileSchema } from '../../model/radioProfile'
import { reachM, thresholdDbm } from '../linkBudget'
import { profileWarnings } from '../profileWarnings'
import { readRadioProfile } from '../readRadioProfile'
import { standardProfiles } from './standardProfiles'

describe('standard profiles', () => {
  it('are seven, each with its own id and a source', () => {
    expect(standardProfiles.map(({ id }) => id)).toEqual(
      ['lorawan-868', 'lorawan-915', 'wifi-outdoor', 'wifi-indoor', 'cbrs', 'nr-n78', 'tv-white-space'].map(
        (id) => `standard:${id}`,
      ),
    )
    for (const { source, validFrom } of standardProfiles) {
      expect(source.length).toBeGreaterThan(30)
      expect(validFrom).toMatch(/^20\d\d-\d\d-\d\d$/)
    }
  })

  it.each(standardProfiles.map((profile) => [profile.name, profile] as const))(
    '%s is a profile inside its model’s validity',
    (_, profile) => {
      expect(radioProfileSchema.parse(profile)).toEqual(profile)
      expect(profileWarnings(profile)).toEqual([])
      expect(readRadioProfile({ format: 'commonmast-radio-profile-v1', ...profile })).toEqual({ profile, warnings: [] })
    },
  )

  it('reach as far as such links do', () => {
    const reach = Object.fromEntries(standardProfiles.map((profile) => [profile.id.slice(9), reachM(profile)]))
    const expected: Record<string, [number, number]> = {
      'lorawan-868': [1000, 6000],
      'lorawan-915': [1500, 9000],
      'wifi-outdoor': [30, 300],
      'wifi-indoor': [10, 60],
      cbrs: [500, 4000],
      'nr-n78': [500, 4000],
      'tv-white-space': [5000, 20_000],
    }
    for (const [id, [least, most]] of Object.entries(expected)) {
      expect(reach[id], id).toBeGreaterThan(least)
      expect(reach[id], id).toBeLessThanOrEqual(most)
    }
  })

  it('cover from their sensitivity plus margin on', () => {
    for (const profile of standardProfiles) expect(thresholdDbm(profile)).toBe(profile.sensitivityDbm + profile.marginDb)
  })
})
