/** The power tables of a list of profiles, made when first used; of many profiles only the latest are kept. */
import { EARTH_RADIUS_M } from '../../geo/sphere'
import { Problem } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import { thresholdDbm } from '../linkBudget'
import { checkReach, PowerTable } from './powerTable'

/** 80 kB each. */
const KEPT = 256

export class ProfileTables {
  readonly #profiles: readonly RadioProfile[]
  readonly #tables = new Map<number, PowerTable>()
  readonly #reaches = new Map<number, number>()

  /** @param withTerrain whether something else tells the power of `itm-terrain` profiles. */
  constructor(
    profiles: readonly RadioProfile[],
    private readonly withTerrain: boolean,
  ) {
    this.#profiles = profiles
  }

  /** Null for a profile whose power no table can hold. @throws Problem as PowerTable does, or `coverage.terrain-needed`. */
  of(profile: number): PowerTable | null {
    const known = this.#tables.get(profile)
    if (known) return known
    const settings = this.profile(profile)
    if (settings.model === 'itm-terrain') {
      if (this.withTerrain) return null
      throw new Problem('coverage.terrain-needed', `"${settings.name}" needs terrain: import some, or choose a model without.`, {
        field: 'model',
      })
    }
    const table = new PowerTable(settings)
    for (const oldest of this.#tables.keys()) {
      if (this.#tables.size < KEPT) break
      this.#tables.delete(oldest)
    }
    this.#tables.set(profile, table)
    return table
  }

  /** Angle beyond which nothing is covered. */
  reachRad(profile: number): number {
    let reach = this.#reaches.get(profile)
    if (reach === undefined) {
      const table = this.of(profile)
      if (!table) checkReach(this.profile(profile), this.profile(profile).maxDistanceM)
      reach = table?.reachRad ?? (this.profile(profile).maxDistanceM * (1 + 1e-6)) / EARTH_RADIUS_M
      this.#reaches.set(profile, reach)
    }
    return reach
  }

  thresholdDbm(profile: number): number {
    return thresholdDbm(this.profile(profile))
  }

  /** @throws Problem `coverage.no-such-profile`. */
  profile(profile: number): RadioProfile {
    const found = this.#profiles[profile]
    if (found) return found
    throw new Problem(
      'coverage.no-such-profile',
      `There is no radio profile number ${profile}: there are ${this.#profiles.length}.`,
    )
  }
}
