/** Path loss over ground distance for a radio profile whose model looks the same in every direction. */
import { Problem } from '../model/problem'
import type { RadioProfile } from '../model/radioProfile'
import { itmArea } from './itm/itmArea'
import { cost231LossDb } from './models/cost231Hata'
import { freeSpaceLossDb } from './models/freeSpace'
import { logDistanceLossDb } from './models/logDistance'
import { pathLossModels } from './models/modelCatalogue'
import { HATA_ENVIRONMENTS, hataEnvironment, hataLossDb } from './models/okumuraHata'
import { threeGppLossDb } from './models/threeGpp38901'
import { usualItm } from './models/usualItm'

export type PathLoss = (distanceM: number) => number

/** Under a metre the antennas stand in each other's near field, where no distance law holds. */
const LEAST_DISTANCE_M = 1

/**
 * Loss in dB over ground distance in metres (below 1 m, that at 1 m). Fitted models are never below free space: their
 * curves were measured from a kilometre on, and closer in they fall below what even an empty path loses, which would paint
 * more signal than was sent.
 * @throws Problem `radio.needs-terrain` for the model over terrain, `radio.unknown-environment`, `radio.not-calibrated`.
 */
export function createPathLoss(profile: RadioProfile): PathLoss {
  const lossDb = createModelLoss(profile)
  const { frequencyMhz } = profile
  return (distanceM) => {
    const clampedM = Math.max(distanceM, LEAST_DISTANCE_M)
    return Math.max(lossDb(clampedM), freeSpaceLossDb(frequencyMhz, clampedM))
  }
}

function createModelLoss(profile: RadioProfile): PathLoss {
  const { model, frequencyMhz, antennaHeightM: baseHeightM, receiverHeightM } = profile
  switch (model) {
    case 'free-space':
      return (distanceM) => freeSpaceLossDb(frequencyMhz, distanceM)
    case 'hata':
    case 'cost231-hata': {
      const place = hataEnvironment(environmentOf(profile, HATA_ENVIRONMENTS))
      const lossDb = model === 'hata' ? hataLossDb : cost231LossDb
      const link = { ...place, frequencyMhz, baseHeightM, mobileHeightM: receiverHeightM }
      // Both are straight lines over the logarithm of distance: all but that is worked out once.
      const atOneKmDb = lossDb({ ...link, distanceM: 1000 })
      const perDecadeDb = lossDb({ ...link, distanceM: 10_000 }) - atOneKmDb
      return (distanceM) => atOneKmDb + perDecadeDb * Math.log10(distanceM / 1000)
    }
    case '38901-rma':
    case '38901-uma':
    case '38901-umi':
    case '38901-inh': {
      const scenario = pathLossModels[model].scenario ?? 'UMa'
      const lineOfSight = environmentOf(profile, ['nlos', 'los'] as const) === 'los'
      const terminalHeightM = receiverHeightM
      return (distanceM) => threeGppLossDb({ scenario, lineOfSight, frequencyMhz, baseHeightM, terminalHeightM, distanceM })
    }
    case 'log-distance': {
      const { logDistance } = profile
      if (logDistance) return (distanceM) => logDistanceLossDb(logDistance, distanceM)
      throw new Problem(
        'radio.not-calibrated',
        'The log-distance model needs its exponent and reference loss: enter or fit them.',
        {
          field: 'logDistance',
        },
      )
    }
    case 'itm-area':
      return itmAreaLoss(profile)
    case 'itm-terrain':
      throw new Problem(
        'radio.needs-terrain',
        'This model reads a terrain profile for every path: import terrain and use it there.',
        {
          field: 'model',
        },
      )
  }
}

/** A hotspot's place is chosen with care, its receivers' are not; variability is ITM's broadcast mode, each kind by itself. */
function itmAreaLoss(profile: RadioProfile): PathLoss {
  const { terrainIrregularityM, timePercent, locationPercent, situationPercent, ...ground } = profile.itm ?? usualItm
  const common = {
    ...ground,
    terrainIrregularityM,
    frequencyMhz: profile.frequencyMhz,
    transmitterHeightM: profile.antennaHeightM,
    receiverHeightM: profile.receiverHeightM,
    transmitterSiting: 1,
    receiverSiting: 0,
    mode: { kind: 'tls', timePercent, locationPercent, situationPercent },
    variabilityMode: 3,
  } as const
  return (distanceM) => itmArea({ ...common, distanceKm: distanceM / 1000 }).lossDb
}

function environmentOf<T extends string>(profile: RadioProfile, known: readonly T[]): T {
  const { environments } = pathLossModels[profile.model]
  const wanted = profile.environment ?? environments[0]
  const found = known.find((name) => name === wanted)
  if (found !== undefined) return found
  throw new Problem(
    'radio.unknown-environment',
    `The environment "${wanted}" is not one of ${environments.join(', ')}: choose one.`,
    {
      field: 'environment',
    },
  )
}
