/** `plan`: the sites that cover most of a file's instances, within a time, with a bound on what could be better. */
import { Problem } from '#core/model/problem'
import { type FileInstance, readInstanceFile } from '#core/planning/optimise/instanceFile'
import { optimise } from '#core/planning/optimise/optimise'
import { type CommandIo, type CommandResult, readOptions, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { readJsonFile } from './readJsonFile'

const DEFAULT_TIME_MS = 2_000

/** @throws UsageProblem, or a Problem naming the field of the file or the constraint that cannot be kept. */
export async function plan(args: readonly string[], io: CommandIo): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['instance', 'time-ms', 'count', 'budget', 'name', 'seed'])
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of plan.`)
  const filePath = required(values.instance, 'instance')
  const timeMs = values['time-ms'] === undefined ? DEFAULT_TIME_MS : wholeNumber(values['time-ms'], 'time-ms')
  if (timeMs === 0) throw new UsageProblem('--time-ms must be 1 or more.')
  const seed = values.seed === undefined ? 1 : wholeNumber(values.seed, 'seed')
  const count = values.count === undefined ? undefined : wholeNumber(values.count, 'count')
  const budget = values.budget === undefined ? undefined : amount(values.budget, 'budget')

  const read = readInstanceFile(await readDocument(filePath), { count, budget })
  const wanted = values.name === undefined ? read : read.filter(({ name }) => name === values.name)
  if (wanted.length === 0) {
    const known = read.map(({ name }) => name ?? '').join(', ')
    throw new Problem('plan.no-such-name', `${filePath} has no instance "${values.name}"; it has: ${known}.`, { field: 'name' })
  }
  const results: [string | null, unknown][] = []
  for (const one of wanted) {
    // Reading the file counts for the first only.
    const startedAtMs = results.length === 0 ? io.startedAtMs : undefined
    results.push([one.name, await choose(one, { timeMs, seed, startedAtMs, prover: io.prover })])
  }
  const [only] = results
  const isSingle = results.length === 1 && (only?.[0] === null || values.name !== undefined)
  return succeeded(isSingle ? only?.[1] : Object.fromEntries(results))
}

async function choose({ name, instance, siteNames }: FileInstance, options: Parameters<typeof optimise>[1]): Promise<unknown> {
  try {
    const { sites, value, upperBound, proved, elapsedMs } = await optimise(instance, options)
    const names = siteNames === null ? {} : { siteNames: sites.map((site) => siteNames[site]) }
    return { sites, ...names, value, upperBound, proved, elapsedMs: Math.round(elapsedMs) }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const where = name === null ? '' : `${name}: `
    throw new Problem(thrown.code, where + thrown.message, { field: fieldInFile(thrown.field), cause: thrown.cause })
  }
}

function fieldInFile(field: string | undefined): string | undefined {
  return field === 'count' ? 'p' : field
}

async function readDocument(filePath: string): Promise<Record<string, unknown>> {
  try {
    return (await readJsonFile(filePath)).document
  } catch (thrown) {
    if (!(thrown instanceof Problem && thrown.code === 'json.not-a-document')) throw thrown
    throw new Problem(thrown.code, `${filePath} is not a coverage instance: it must be one JSON object with weights and rows.`)
  }
}

function amount(text: string, name: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageProblem(`--${name} must be a number from 0 up, not "${text.slice(0, 40)}".`)
  return Number(text)
}
