/**
 * Templates that come with the program. Percentages and amounts are examples to begin with: no network publishes what its hosts
 * get. What a network's rule does fix, such as six shares of a mini-fanout, is checked by `templateNotes`. SPEC.md, rule [TM4].
 */
import type { Stage, StageShare } from '../model/terms'
import type { Template } from './fillTemplate'

const percent = (memberId: string, share: string, role: StageShare['role']): StageShare => ({ memberId, percent: share, role })
const host = (share: string): StageShare => ({ install: 'host', percent: share, role: 'host' })
const rest = (shares: StageShare[]): Stage => ({ id: 'rest', kind: 'remainder', shares })

const slot = (key: string, label: string) => ({ key, label })
const COOPERATIVE = slot('cooperative', 'Cooperative')
const INVESTOR = slot('investor', 'Investor')
const MINI_FANOUT_ID = 'built-in:mini-fanout'
const MINI_FANOUT_SHARES = 6

export const BUILT_IN_TEMPLATES: readonly Template[] = [
  {
    id: 'built-in:host-30-70',
    name: 'Host 30/70',
    description: 'Whoever hosts the hotspot gets 30 %, the cooperative the rest. One agreement serves all installs.',
    slots: [COOPERATIVE],
    stages: [rest([host('30'), percent('cooperative', '70', 'cooperative')])],
    dust: 'largest-remainder',
  },
  {
    id: 'built-in:investor-recouped',
    name: 'Investor until recouped, then 50/50',
    description: 'Up to 80 % goes to the investor until the cost came back; what is left, and all after that, is halved.',
    slots: [INVESTOR, COOPERATIVE],
    stages: [
      {
        id: 'recoup',
        kind: 'until-recouped',
        to: { memberId: 'investor', role: 'investor' },
        upToPercent: '80',
        cost: { fiat: '1000.00', currency: 'EUR' },
      },
      rest([percent('investor', '50', 'investor'), percent('cooperative', '50', 'cooperative')]),
    ],
    dust: 'largest-remainder',
  },
  {
    id: 'built-in:cooperative-pool',
    name: 'Cooperative pool of 20 %',
    description: 'A fifth is shared by the hotspots that the members of the pool host; hosts get the rest of their own.',
    slots: [slot('pool-1', 'First member of the pool'), slot('pool-2', 'Second member of the pool')],
    stages: [{ id: 'pool', kind: 'pool', percent: '20', by: 'hotspots', memberIds: ['pool-1', 'pool-2'] }, rest([host('100')])],
    dust: 'largest-remainder',
  },
  {
    id: 'built-in:world-mobile-host-operator',
    name: 'World Mobile: AirNode operator and host',
    description:
      'What the network pays is shared by operator, host and cooperative. World Mobile publishes no formula for hosts: write what you agreed.',
    slots: [slot('operator', 'AirNode operator'), COOPERATIVE],
    stages: [rest([percent('operator', '50', 'owner'), host('40'), percent('cooperative', '10', 'cooperative')])],
    dust: 'largest-remainder',
  },
  {
    id: MINI_FANOUT_ID,
    name: 'Helium mini-fanout',
    description:
      "Like Helium's program on the chain: a fixed amount first, owed on where it is short, then shares of the rest, with what does not divide carried. It takes at most six shares.",
    slots: [slot('first', 'First (fixed amount)'), slot('second', 'Second'), slot('third', 'Third')],
    stages: [
      {
        id: 'fixed',
        kind: 'fixed',
        to: { memberId: 'first' },
        amount: { baseUnits: '100000000' },
        whenShort: 'carry',
      },
      {
        id: 'rest',
        kind: 'remainder',
        shares: [
          { memberId: 'second', parts: '2' },
          { memberId: 'third', parts: '1' },
        ],
      },
    ],
    dust: 'carry-forward',
  },
  {
    id: 'built-in:uptime',
    name: 'Revenue by uptime',
    description: 'The cooperative keeps 10 %; members share the rest of what their hotspots bring by how long these were up.',
    slots: [slot('member-1', 'First member'), slot('member-2', 'Second member'), COOPERATIVE],
    stages: [
      { id: 'uptime', kind: 'pool', percent: '90', by: 'uptime', memberIds: ['member-1', 'member-2'] },
      rest([percent('cooperative', '100', 'cooperative')]),
    ],
    dust: 'largest-remainder',
  },
]

/** What of the stages a template's network would refuse, as a sentence; null where nothing. */
export function templateNote(templateId: string, stages: readonly Stage[]): string | null {
  if (templateId !== MINI_FANOUT_ID) return null
  const shares = stages.reduce((sum, stage) => sum + ('shares' in stage ? stage.shares.length : 1), 0)
  return shares > MINI_FANOUT_SHARES
    ? `Helium's mini-fanout takes at most ${MINI_FANOUT_SHARES} shares, fixed amounts among them, and these are ${shares}.`
    : null
}
