/** The path-loss models a profile can name: their titles, environments, validity and usual shadowing. */
import type { PathLossModelName } from '../../model/radioProfile'
import { cost231Validity } from './cost231Hata'
import { freeSpaceValidity } from './freeSpace'
import { logDistanceValidity } from './logDistance'
import type { ModelValidity } from './modelValidity'
import { HATA_ENVIRONMENTS, hataValidity } from './okumuraHata'
import { type ThreeGppScenario, threeGppValidity } from './threeGpp38901'

export interface PathLossModel {
  title: string
  /** What `environment` of a profile may say; empty where the model has none. The first is used when nothing is said. */
  environments: readonly string[]
  validity: ModelValidity
  /** Whether the loss depends on the heights of the antennas. */
  usesHeights: boolean
  /** Standard deviation of log-normal shadowing in dB, by environment ('' where there is none). */
  shadowingSigmaDb: Readonly<Record<string, number>>
  /** Scenario of the 3GPP models. */
  scenario?: ThreeGppScenario
}

const itmValidity: ModelValidity = {
  frequencyMhz: [20, 20_000],
  distanceM: [1000, 2_000_000],
  transmitterHeightM: [0.5, 3000],
  receiverHeightM: [0.5, 3000],
  source: 'NTIA/ITS Irregular Terrain Model, version 1.2.2 and later',
}

const hataEnvironments = ['urban-small', ...HATA_ENVIRONMENTS.filter((name) => name !== 'urban-small')]
const hataSigmas = { 'urban-large': 8, 'urban-small': 8, suburban: 8, open: 6 }

/** Without line of sight comes first: a profile that does not say promises less. */
const sightEnvironments = ['nlos', 'los']

function threeGpp(scenario: ThreeGppScenario, title: string, los: number, nlos: number): PathLossModel {
  const validity = threeGppValidity[scenario]
  const shadowingSigmaDb = { los, nlos }
  return { title, environments: sightEnvironments, validity, usesHeights: true, shadowingSigmaDb, scenario }
}

export const pathLossModels: Readonly<Record<PathLossModelName, PathLossModel>> = {
  'free-space': {
    title: 'Free space (ITU-R P.525)',
    environments: [],
    validity: freeSpaceValidity,
    usesHeights: false,
    shadowingSigmaDb: { '': 4 },
  },
  hata: {
    title: 'Okumura-Hata',
    environments: hataEnvironments,
    validity: hataValidity,
    usesHeights: true,
    shadowingSigmaDb: hataSigmas,
  },
  'cost231-hata': {
    title: 'COST-231-Hata',
    environments: hataEnvironments,
    validity: cost231Validity,
    usesHeights: true,
    shadowingSigmaDb: hataSigmas,
  },
  '38901-rma': threeGpp('RMa', '3GPP TR 38.901 rural macro', 4, 8),
  '38901-uma': threeGpp('UMa', '3GPP TR 38.901 urban macro', 4, 6),
  '38901-umi': threeGpp('UMi', '3GPP TR 38.901 urban micro', 4, 7.82),
  '38901-inh': threeGpp('InH', '3GPP TR 38.901 indoor office', 3, 8.03),
  'itm-area': {
    title: 'Longley-Rice (ITM), area',
    environments: [],
    validity: itmValidity,
    usesHeights: true,
    shadowingSigmaDb: { '': 8 },
  },
  'itm-terrain': {
    title: 'Longley-Rice (ITM) over terrain',
    environments: [],
    validity: itmValidity,
    usesHeights: true,
    shadowingSigmaDb: { '': 6 },
  },
  'log-distance': {
    title: 'Log-distance',
    environments: [],
    validity: logDistanceValidity,
    usesHeights: false,
    shadowingSigmaDb: { '': 8 },
  },
}
