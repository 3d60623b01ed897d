/**
 * Coverage instances as files carry them: `{p, budget, weights, covered, csr, conflicts, costs}`, the short form
 * `{p, budget, w, ptr, idx, cost, conf}`, several by name under `instances`, and facilities with their clients.
 */
import { Problem } from '../../model/problem'
import type { CompressedRows, CoverageInstance } from './coverageInstance'

export interface FileInstance {
  /** Null for the only instance of a file. */
  name: string | null
  instance: CoverageInstance
  /** By candidate, where the file names them. */
  siteNames: readonly string[] | null
}

export interface InstanceLimits {
  /** These take the place of what the file says. */
  count?: number | undefined
  budget?: number | undefined
}

type Fields = Record<string, unknown>

/**
 * Reads types and lengths; what the numbers say is `checkInstance`'s business.
 * @throws Problem `instance.field` naming the field that cannot be used.
 */
export function readInstanceFile(document: Fields, limits: InstanceLimits = {}): FileInstance[] {
  const { instances } = document
  if (instances === undefined) return readForms(document, null, '', limits)
  if (!isFields(instances)) refuse('instances', 'must hold one instance per name')
  const read = Object.entries(instances).flatMap(([name, fields]) => {
    if (!isFields(fields)) refuse(`instances.${name}`, 'must be an instance')
    return readForms(fields, name, `instances.${name}.`, limits)
  })
  if (read.length === 0) refuse('instances', 'is empty')
  return read
}

/** A file of facilities asks for several counts at once: one instance for each of its results. */
function readForms(fields: Fields, name: string | null, path: string, limits: InstanceLimits): FileInstance[] {
  const { facilities, results } = fields
  const siteNames = facilities === undefined || facilities === null ? null : readNames(facilities, `${path}facilities`)
  const count = limits.count ?? readNumber(fields.p, `${path}p`)
  const instance = readInstance(fields, path, count, limits)
  if (siteNames !== null && siteNames.length !== instance.candidateCount) {
    refuse(`${path}facilities`, `names ${siteNames.length} sites, but there are rows for ${instance.candidateCount}`)
  }
  if (count !== null || instance.budget !== null || !Array.isArray(results)) return [{ name, instance, siteNames }]
  return results.map((result: unknown, index) => {
    const p = isFields(result) ? readNumber(result.p, `${path}results[${index}].p`) : null
    if (p === null) refuse(`${path}results[${index}].p`, 'must be a number of sites')
    return { name: name === null ? `p=${p}` : `${name} p=${p}`, instance: { ...instance, count: p }, siteNames }
  })
}

function readInstance(fields: Fields, path: string, count: number | null, limits: InstanceLimits): CoverageInstance {
  const csr = fields.csr ?? { ptr: fields.ptr, idx: fields.idx }
  const rows = readRows(csr, fields.csr === undefined ? path : `${path}csr.`)
  const candidateCount = Math.max(0, rows.ptr.length - 1)
  const [weightsName, weights] = firstOf(fields, 'weights', 'w')
  const [costsName, costs] = firstOf(fields, 'costs', 'cost')
  const [conflictsName, conflicts] = firstOf(fields, 'conflicts', 'conf')
  const cellWeights = Float64Array.from(readNumbers(weights, path + weightsName))
  expectCount(fields.m, candidateCount, `${path}m`, 'candidates')
  expectCount(fields.n, cellWeights.length, `${path}n`, 'cells')
  return {
    candidateCount,
    weights: cellWeights,
    rows,
    covered: isAbsent(fields.covered) ? null : readFlags(fields.covered, `${path}covered`),
    count,
    budget: limits.budget ?? readNumber(fields.budget, `${path}budget`),
    costs: isAbsent(costs) ? null : Float64Array.from(readNumbers(costs, path + costsName)),
    conflicts: isAbsent(conflicts) ? null : readRows(conflicts, `${path}${conflictsName}.`),
    required: isAbsent(fields.required) ? [] : readIndices(fields.required, `${path}required`),
    forbidden: isAbsent(fields.forbidden) ? [] : readIndices(fields.forbidden, `${path}forbidden`),
  }
}

function firstOf(fields: Fields, long: string, short: string): [string, unknown] {
  return isAbsent(fields[long]) && !isAbsent(fields[short]) ? [short, fields[short]] : [long, fields[long]]
}

function readRows(value: unknown, path: string): CompressedRows {
  if (!isFields(value)) refuse(path.slice(0, -1), 'must hold "ptr" and "idx"')
  return {
    ptr: Int32Array.from(readIndices(value.ptr, `${path}ptr`)),
    idx: Int32Array.from(readIndices(value.idx, `${path}idx`)),
  }
}

/** Whole numbers of 32 bits: anything else would be bent into one silently. */
function readIndices(value: unknown, field: string): number[] {
  const numbers = readNumbers(value, field)
  const wrong = numbers.findIndex((number) => (number | 0) !== number)
  if (wrong >= 0) refuse(`${field}[${wrong}]`, `is ${numbers[wrong]}, not a whole number`)
  return numbers
}

function readNumbers(value: unknown, field: string): number[] {
  if (!Array.isArray(value)) refuse(field, value === undefined ? 'is missing' : 'must be a list of numbers')
  const wrong = value.findIndex((entry) => typeof entry !== 'number')
  if (wrong >= 0) refuse(`${field}[${wrong}]`, 'is not a number')
  return value
}

function readFlags(value: unknown, field: string): Uint8Array {
  if (!Array.isArray(value)) refuse(field, 'must be a list of 0 and 1')
  const wrong = value.findIndex((entry) => entry !== 0 && entry !== 1 && typeof entry !== 'boolean')
  if (wrong >= 0) refuse(`${field}[${wrong}]`, 'is neither 0 nor 1')
  return Uint8Array.from(value, Number)
}

function readNumber(value: unknown, field: string): number | null {
  if (isAbsent(value)) return null
  if (typeof value !== 'number') refuse(field, 'is not a number')
  return value
}

function readNames(value: unknown, field: string): string[] {
  if (!Array.isArray(value)) refuse(field, 'must be a list of names')
  return value.map(String)
}

function expectCount(stated: unknown, actual: number, field: string, of: string): void {
  if (!isAbsent(stated) && stated !== actual) refuse(field, `says ${String(stated)}, but the file has ${actual} ${of}`)
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(field: string, what: string): never {
  throw new Problem('instance.field', `"${field}" ${what}: correct the instance file.`, { field })
}
