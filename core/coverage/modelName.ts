/** Path-loss models and their environments as people and other programs write them; case and punctuation do not matter. */
import { Problem } from '../model/problem'
import type { PathLossModelName } from '../model/radioProfile'
import { pathLossModels } from './models/modelCatalogue'

export interface ModelChoice {
  model: PathLossModelName
  environment: string | null
  /** What was understood but not said, in words. */
  assumed: string | null
}

const NAMES: readonly [PathLossModelName, readonly string[]][] = [
  ['free-space', ['freespace', 'p525', 'itup525', 'iturp525', 'fspl', 'friis']],
  ['hata', ['hata', 'okumurahata']],
  ['cost231-hata', ['cost231', 'cost231hata', 'hatacost231']],
  ['itm-area', ['itm', 'itmarea', 'longleyrice', 'longleyricearea']],
  ['itm-terrain', ['itmterrain', 'itmp2p', 'itmpointtopoint', 'longleyriceterrain', 'longleyricepointtopoint']],
  ['log-distance', ['logdistance']],
]

const SCENARIOS = {
  rma: '38901-rma',
  uma: '38901-uma',
  umi: '38901-umi',
  inh: '38901-inh',
} as const satisfies Record<string, PathLossModelName>

const THREE_GPP = /^(?:3gpp)?(?:tr)?(?:38901)?(rma|uma|umi|inh)?(?:streetcanyon|office)?(los|nlos)?$/
const THREE_GPP_ENVIRONMENT = /^(rma|uma|umi|inh)?(?:streetcanyon|office)?(los|nlos|lineofsight|nonlineofsight|nolineofsight)?$/

/**
 * @param city Hata's size of city where the environment is only "urban"
 * @throws Problem `radio.unknown-model` or `radio.unknown-environment`, naming what is allowed.
 */
export function readModelChoice(model: string, environment: string | null, city: string | null): ModelChoice {
  const key = plain(model)
  const named = NAMES.find(([, names]) => names.includes(key))?.[0]
  if (named === 'hata' || named === 'cost231-hata') return hataChoice(named, environment, city)
  if (named !== undefined) {
    const assumed = environment === null ? null : `"${model}" has no environment: "${environment}" changes nothing.`
    return { model: named, environment: null, assumed }
  }
  const threeGpp = key === '' ? null : THREE_GPP.exec(key)
  if (threeGpp) return threeGppChoice(model, threeGpp[1], threeGpp[2], environment)
  throw new Problem(
    'radio.unknown-model',
    `The model "${model}" is not known: give one of ${Object.keys(pathLossModels).join(', ')}.`,
    { field: 'model' },
  )
}

function threeGppChoice(model: string, scenario: string | undefined, sight: string | undefined, environment: string | null) {
  const told = THREE_GPP_ENVIRONMENT.exec(plain(environment ?? ''))
  if (!told) throw unknownEnvironment(environment, ['los', 'nlos', 'UMa-NLoS'])
  const place = scenario ?? told[1]
  if (place === undefined || (told[1] !== undefined && told[1] !== place)) {
    throw new Problem(
      'radio.unknown-model',
      place === undefined
        ? `The model "${model}" needs its scenario: give 38901-rma, 38901-uma, 38901-umi or 38901-inh.`
        : `The model "${model}" and the environment "${environment}" name two scenarios: keep one.`,
      { field: 'model' },
    )
  }
  const name = SCENARIOS[place as keyof typeof SCENARIOS]
  const spoken = told[2] ?? sight
  const assumed =
    spoken === undefined ? 'Nothing says whether there is line of sight: "nlos" is assumed, the weaker signal.' : null
  return { model: name, environment: spoken === 'los' || spoken === 'lineofsight' ? 'los' : 'nlos', assumed }
}

function hataChoice(model: 'hata' | 'cost231-hata', environment: string | null, city: string | null): ModelChoice {
  const place = plain(environment ?? '')
  const size = plain(city ?? '')
  if (size !== '' && !/^(large|metropolitan|small|medium|smallmedium|mediumsmall)(city)?$/.test(size)) {
    throw new Problem('radio.unknown-environment', `The city "${city}" is not one of large, small: choose one.`, {
      field: 'city',
    })
  }
  const large = /^(large|metropolitan)/.test(size)
  if (place === 'suburban') return { model, environment: 'suburban', assumed: null }
  if (/^(open|rural|openarea|openrural|ruralopen)$/.test(place)) return { model, environment: 'open', assumed: null }
  if (/^(urbanlarge|largeurban|largecity|metropolitan)$/.test(place)) return { model, environment: 'urban-large', assumed: null }
  if (/^(urbansmall|smallurban|smallcity|urbanmedium|mediumcity)$/.test(place)) {
    return { model, environment: 'urban-small', assumed: null }
  }
  if (place !== '' && place !== 'urban') throw unknownEnvironment(environment, ['urban', ...pathLossModels[model].environments])
  const assumed = size === '' ? 'The size of the city is not given: "urban" is read as a small or medium-sized one.' : null
  return { model, environment: large ? 'urban-large' : 'urban-small', assumed }
}

function unknownEnvironment(environment: string | null, allowed: readonly string[]): Problem {
  return new Problem(
    'radio.unknown-environment',
    `The environment "${environment}" is not one of ${allowed.join(', ')}: choose one.`,
    {
      field: 'environment',
    },
  )
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}
