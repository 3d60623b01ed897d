/** A small split for tests: three agreements, four members of whom one has no address and two share one. Synthetic. */
import { type SplitInput, splitByTerms } from './splitByTerms'
import type { SplitFileV3 } from './splitFileV3'
import { type AgreementFacts, termsOf } from './termsOf'

const ADDRESS_ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const ADDRESS_BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'

const OF_FILE = { network: 'weatherxm', payer: '', sourceFile: 'rewards.csv', corrects: [] }
/** As a period has that was imported before periods had dates: its id may then be any. */
const NO_DATES = { start: null, end: null }

export function exampleSplitInput(): SplitInput {
  const reward = (hotspotKey: string, amountBaseUnits: bigint, groups: string[] = []) => ({
    hotspotKey,
    name: `Mast ${hotspotKey}`,
    groups,
    amountBaseUnits,
  })
  return {
    period: { id: 'period-1', name: 'First week', ...OF_FILE, ...NO_DATES },
    token: { symbol: 'WXM', decimals: 6 },
    rewards: [
      reward('h1', 100n),
      reward('h2', 1_417_458_821n, ['north']),
      reward('h3', 0n),
      reward('h4', 7n, ['north', 'old']),
      reward('h5', 1_000_001n),
    ],
    members: [
      { id: 'ada', name: 'Ada', address: ADDRESS_ADA },
      { id: 'bo', name: 'Bo', address: ADDRESS_BO },
      { id: 'cy', name: 'Cy', address: null },
      { id: 'di', name: 'Di', address: ADDRESS_ADA },
    ],
    agreements: exampleAgreements().map(termsOf),
  }
}

export function exampleAgreements(): AgreementFacts[] {
  return [
    {
      id: 'd',
      name: 'Everyone',
      scope: { kind: 'default' },
      shares: shares({ ada: '33.333333', bo: '33.333333', cy: '33.333334' }),
    },
    { id: 'g', name: 'North', scope: { kind: 'group', group: 'north' }, shares: shares({ bo: '12.5', di: '87.5' }) },
    { id: 'h', name: 'Roof', scope: { kind: 'hotspots', hotspotIds: ['h5', 'h4'] }, shares: shares({ cy: '50', di: '50' }) },
  ]
}

export function exampleSplit(): SplitFileV3 {
  return splitByTerms(exampleSplitInput())
}

function shares(percents: Record<string, string>) {
  return Object.entries(percents).map(([memberId, percent]) => ({ memberId, percent }))
}
