/** The fields of a radio profile as a form shows them: in groups, with their units. Numbers are typed, words are chosen. */

import { pathLossModels } from '#core/coverage/models/modelCatalogue'
import { usualItm } from '#core/coverage/models/usualItm'
import type { RadioProfile } from '#core/model/radioProfile'

type NumberKey = {
  [K in keyof RadioProfile]-?: RadioProfile[K] extends number ? K : never
}[keyof RadioProfile]

interface NumberField {
  key: NumberKey
  label: string
  suffix: string
  decimals: number
}

export const NUMBER_GROUPS: { title: string; fields: NumberField[] }[] = [
  {
    title: 'Transmitter',
    fields: [
      { key: 'frequencyMhz', label: 'Frequency', suffix: ' MHz', decimals: 3 },
      { key: 'txPowerDbm', label: 'Power', suffix: ' dBm', decimals: 2 },
      { key: 'antennaGainDbi', label: 'Antenna gain', suffix: ' dBi', decimals: 2 },
      { key: 'antennaHeightM', label: 'Antenna height above ground', suffix: ' m', decimals: 1 },
    ],
  },
  {
    title: 'Receiver',
    fields: [
      { key: 'sensitivityDbm', label: 'Sensitivity', suffix: ' dBm', decimals: 2 },
      { key: 'marginDb', label: 'Margin above it', suffix: ' dB', decimals: 1 },
      { key: 'receiverGainDbi', label: 'Receiver gain', suffix: ' dBi', decimals: 2 },
      { key: 'receiverHeightM', label: 'Receiver height above ground', suffix: ' m', decimals: 1 },
    ],
  },
  {
    title: 'Path',
    fields: [
      { key: 'bodyLossDb', label: 'Body loss', suffix: ' dB', decimals: 1 },
      { key: 'clutterLossDb', label: 'Clutter loss', suffix: ' dB', decimals: 1 },
      { key: 'shadowingSigmaDb', label: 'Shadowing (standard deviation)', suffix: ' dB', decimals: 1 },
      { key: 'maxDistanceM', label: 'Nothing counts beyond', suffix: ' m', decimals: 0 },
    ],
  },
]

export const MODELS = (Object.keys(pathLossModels) as RadioProfile['model'][]).map((model) => ({
  value: model,
  label: pathLossModels[model].title,
}))

const ENVIRONMENT_LABELS: Record<string, string> = {
  'urban-large': 'Large city',
  'urban-small': 'Small or medium city',
  suburban: 'Suburban',
  open: 'Open country',
  los: 'Line of sight',
  nlos: 'No line of sight',
}

/** Environments that a model knows; none for models without. */
export function environmentsOf(model: RadioProfile['model']): { value: string; label: string }[] {
  return pathLossModels[model].environments.map((value) => ({ value, label: ENVIRONMENT_LABELS[value] ?? value }))
}

/** A profile with another model, and an environment and settings that this model has. */
export function withModel(profile: RadioProfile, model: RadioProfile['model']): RadioProfile {
  const environments = environmentsOf(model)
  const known = environments.some(({ value }) => value === profile.environment)
  const needsItm = model.startsWith('itm')
  return {
    ...profile,
    model,
    environment: known ? profile.environment : (environments[0]?.value ?? null),
    itm: needsItm ? (profile.itm ?? usualItm) : undefined,
    logDistance:
      model === 'log-distance'
        ? (profile.logDistance ?? { exponent: 3.5, referenceDistanceM: 1, referenceLossDb: 40 })
        : undefined,
  }
}
