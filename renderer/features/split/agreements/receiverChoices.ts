/** Who can receive: whoever hosts or installed the hotspot, members, and agreements without hotspots. */
import type { ShareRole } from '#core/model/terms'

interface Choice {
  value: string
  label: string
}

export interface ReceiverChoices {
  /** As a list of choices shows them. */
  groups: { group: string; items: Choice[] }[]
  members: Choice[]
  /** Of every choice. */
  labels: ReadonlyMap<string, string>
}

interface Named {
  id: string
  name: string
}

/** @param fed agreements without hotspots, which may be given to */
export function receiverChoices(members: readonly Named[], fed: readonly Named[], membersLabel = 'Members'): ReceiverChoices {
  const ofInstall = [
    { value: 'install:host', label: 'Host of the hotspot' },
    { value: 'install:installer', label: 'Installer of the hotspot' },
  ]
  const ofMembers = members.map(({ id, name }) => ({ value: `member:${id}`, label: name }))
  const ofAgreements = fed.map(({ id, name }) => ({ value: `agreement:${id}`, label: `Agreement ${name}` }))
  return {
    groups: [
      { group: 'By install', items: ofInstall },
      { group: membersLabel, items: ofMembers },
      ...(ofAgreements.length > 0 ? [{ group: 'Shared on by', items: ofAgreements }] : []),
    ],
    members: members.map(({ id, name }) => ({ value: id, label: name })),
    labels: new Map([...ofInstall, ...ofMembers, ...ofAgreements].map(({ value, label }) => [value, label])),
  }
}

const ROLES: Record<ShareRole, string> = {
  owner: 'Owner',
  host: 'Host',
  installer: 'Installer',
  maker: 'Maker',
  cooperative: 'Cooperative',
  referrer: 'Referrer',
  builder: 'Builder',
  investor: 'Investor',
  member: 'Member',
}
export const ROLE_CHOICES = Object.entries(ROLES).map(([value, label]) => ({ value, label }))
