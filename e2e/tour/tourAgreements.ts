/**
 * Agreements for rewards that come without any: the demo's members share the stations, two of them without an address,
 * so that the tour shows money that is held. Synthetic, and named so.
 */
import { buildDemoCooperative } from '#core/demo/demoCooperative'

const HELD_MEMBERS = 2

/** A `commonmast-agreements-v1` document: every twentieth reward follows the default, the others their host's agreement. */
export function tourAgreements(hotspotKeys: readonly string[]): object {
  const members = buildDemoCooperative().members.map(({ id, name, address, role }, index, all) => ({
    id,
    name: index >= all.length - HELD_MEMBERS ? `${name} (no address yet)` : name,
    address: index >= all.length - HELD_MEMBERS ? null : address,
    role,
  }))
  const [treasury, ...hosts] = members
  if (!treasury) throw new Error('The demo has no members')
  const keysByHost = hosts.map((_, host) => hotspotKeys.filter((_key, at) => at % 20 !== 0 && at % hosts.length === host))
  return {
    format: 'commonmast-agreements-v1',
    members,
    agreements: [
      {
        id: 'tour-default',
        name: 'Default: to the treasury',
        scope: { kind: 'default' },
        shares: [{ memberId: treasury.id, percent: '100' }],
      },
      ...hosts.flatMap((host, index) => {
        const hotspotIds = keysByHost[index] ?? []
        if (hotspotIds.length === 0) return []
        const shares = [
          { memberId: host.id, percent: '66.666667' },
          { memberId: treasury.id, percent: '33.333333' },
        ]
        return [
          { id: `tour-host-${index + 1}`, name: `Stations of ${host.name}`, scope: { kind: 'hotspots', hotspotIds }, shares },
        ]
      }),
    ],
  }
}
