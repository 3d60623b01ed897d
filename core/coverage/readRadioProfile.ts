/**
 * A radio profile from a JSON document (`commonmast-radio-profile-v1`, or just its fields). The eight figures of a link
 * must be there; everything else has a default that changes no figure. Other units and impossible values are refused with
 * the field's name, what lies outside the model's validity is a warning.
 */
import type { z } from 'zod'
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'
import { antennaSchema, itmSettingsSchema, type RadioProfile, radioProfileSchema } from '../model/radioProfile'
import { readModelChoice } from './modelName'
import { pathLossModels } from './models/modelCatalogue'
import type { ModelWarning } from './models/modelValidity'
import { usualItm } from './models/usualItm'
import { profileWarnings } from './profileWarnings'

const RADIO_PROFILE_FORMAT = 'commonmast-radio-profile-v1'

const LEAST_FREQUENCY_MHZ = 20
const GREATEST_FREQUENCY_MHZ = 300_000
const LEAST_HZ = 1e7

/** @throws Problem `radio.*` naming the field and what to write instead. */
export function readRadioProfile(document: unknown): { profile: RadioProfile; warnings: ModelWarning[] } {
  if (!isRecord(document)) {
    throw new Problem('radio.not-profile', 'A radio profile is a JSON object with "model", "frequencyMhz" and the other figures.')
  }
  if (document.format !== undefined && document.format !== RADIO_PROFILE_FORMAT) {
    throw new Problem('radio.not-profile', `This file says it is "${document.format}": give a ${RADIO_PROFILE_FORMAT} file.`, {
      field: 'format',
    })
  }
  const choice = readModelChoice(
    requiredText(document, 'model'),
    optionalText(document, 'environment'),
    optionalText(document, 'city'),
  )
  const { environments, usesHeights, shadowingSigmaDb, title } = pathLossModels[choice.model]
  const given = withoutBlanks(document)
  const profile: RadioProfile = {
    id: optionalText(document, 'id') ?? 'profile',
    name: optionalText(document, 'name') ?? title,
    technology: readField(radioProfileSchema.shape.technology, given.technology ?? 'other', 'technology'),
    model: choice.model,
    environment: choice.environment,
    frequencyMhz: readFrequencyMhz(document),
    txPowerDbm: requiredNumber(document, 'txPowerDbm'),
    antennaGainDbi: requiredNumber(document, 'antennaGainDbi'),
    antennaHeightM: readHeightM(document, 'antennaHeightM', usesHeights, 10),
    receiverGainDbi: optionalNumber(document, 'receiverGainDbi', 0),
    receiverHeightM: readHeightM(document, 'receiverHeightM', usesHeights, 1.5),
    sensitivityDbm: readSensitivityDbm(document),
    marginDb: readLossDb(document, 'marginDb', 0),
    bodyLossDb: readLossDb(document, 'bodyLossDb', 0),
    clutterLossDb: readLossDb(document, 'clutterLossDb', 0),
    shadowingSigmaDb: readLossDb(document, 'shadowingSigmaDb', shadowingSigmaDb[choice.environment ?? ''] ?? 8),
    maxDistanceM: readMaxDistanceM(document),
    antenna: readField(antennaSchema, given.antenna ?? { kind: 'omni' }, 'antenna'),
    validFrom: optionalText(document, 'validFrom') ?? '',
    source: optionalText(document, 'source') ?? '',
    createdAt: optionalText(document, 'createdAt') ?? '',
    updatedAt: optionalText(document, 'updatedAt') ?? '',
  }
  if (choice.model.startsWith('itm')) {
    const settings = isRecord(given.itm) ? given.itm : {}
    profile.itm = readField(itmSettingsSchema, { ...usualItm, ...settings }, 'itm')
  }
  if (choice.model === 'log-distance') {
    profile.logDistance = readField(radioProfileSchema.shape.logDistance.unwrap(), given.logDistance, 'logDistance')
  }
  const warnings = [...profileWarnings(profile), ...unknownFields(document)]
  if (choice.assumed !== null) {
    const field = environments.length > 0 ? 'environment' : 'model'
    warnings.push({ code: 'radio.assumed-environment', message: choice.assumed, field })
  }
  return { profile, warnings }
}

const KNOWN_FIELDS = new Set([...Object.keys(radioProfileSchema.shape), 'format', 'city', 'notes', 'comment'])

/** A misspelt field would silently leave its default in place. */
function unknownFields(document: Record<string, unknown>): ModelWarning[] {
  return Object.keys(document)
    .filter((field) => !KNOWN_FIELDS.has(field))
    .map((field) => ({
      code: 'radio.unknown-field',
      message: `"${field.slice(0, 80)}" is no field of a radio profile: it changes nothing.`,
      field,
    }))
}

function withoutBlanks(document: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null && value !== ''))
}

function readFrequencyMhz(document: Record<string, unknown>): number {
  const field = 'frequencyMhz'
  const mhz = requiredNumber(document, field)
  if (mhz <= 0) throw bad(field, `is ${mhz}: a frequency is more than 0 MHz`)
  if (mhz < LEAST_FREQUENCY_MHZ) throw bad(field, `is ${mhz}: is this in GHz? Give MHz (${Number((mhz * 1000).toFixed(3))})`)
  if (mhz >= LEAST_HZ) throw bad(field, `is ${mhz}: is this in Hz? Give MHz (${mhz / 1e6})`)
  if (mhz > GREATEST_FREQUENCY_MHZ) throw bad(field, `is ${mhz}: is this in kHz? Give MHz (${mhz / 1000})`)
  return mhz
}

function readSensitivityDbm(document: Record<string, unknown>): number {
  const field = 'sensitivityDbm'
  const dbm = requiredNumber(document, field)
  if (dbm > 0) throw bad(field, `is ${dbm}: a receiver hears less than a milliwatt, so give it with its minus sign (-${dbm})`)
  return dbm
}

function readHeightM(document: Record<string, unknown>, field: string, needed: boolean, usualM: number): number {
  const height = needed ? requiredNumber(document, field) : optionalNumber(document, field, usualM)
  if (height <= 0) throw bad(field, `is ${height}: that is below ground or on it; give metres above ground`)
  return height
}

function readMaxDistanceM(document: Record<string, unknown>): number {
  const field = 'maxDistanceM'
  const distance = requiredNumber(document, field)
  if (distance <= 0) throw bad(field, `is ${distance}: give the greatest distance to count, in metres, more than 0`)
  return distance
}

function readLossDb(document: Record<string, unknown>, field: string, usual: number): number {
  const loss = optionalNumber(document, field, usual)
  if (loss < 0) throw bad(field, `is ${loss}: give it as 0 or more dB`)
  return loss
}

function requiredNumber(document: Record<string, unknown>, field: string): number {
  if (document[field] === undefined || document[field] === null) throw bad(field, 'is missing: add it as a number')
  return optionalNumber(document, field, 0)
}

function optionalNumber(document: Record<string, unknown>, field: string, usual: number): number {
  const value = document[field]
  if (value === undefined || value === null) return usual
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw bad(field, `is ${JSON.stringify(value).slice(0, 60)}: write it as a number, without quotes or unit`)
  }
  return value
}

function requiredText(document: Record<string, unknown>, field: string): string {
  const text = optionalText(document, field)
  if (text === null) throw bad(field, `is missing: give one of ${Object.keys(pathLossModels).join(', ')}`)
  return text
}

function optionalText(document: Record<string, unknown>, field: string): string | null {
  const value = document[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw bad(field, `is ${JSON.stringify(value).slice(0, 60)}: write it as text`)
  return value
}

function readField<S extends z.ZodType>(schema: S, value: unknown, field: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = [field, ...(issue?.path ?? [])].join('.')
  throw bad(where, `cannot be used (${issue?.message ?? 'unknown'}): correct it`)
}

function bad(field: string, what: string): Problem {
  return new Problem('radio.bad-field', `${field} ${what}.`, { field })
}
