/** `calc NAME`: one domain function on JSON from standard input, for whoever wants to check it against other numbers. */
import { calculations, recompute } from '#core/calc/calculations'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { type CommandIo, type CommandResult, onlyArgument, succeeded, UsageProblem } from './commandLine'

/** @throws UsageProblem for an unknown name, or a Problem naming the case that cannot be used. */
export async function calc(args: readonly string[], io: Pick<CommandIo, 'stdin'>): Promise<CommandResult> {
  const known = Object.keys(calculations).join(', ')
  const name = onlyArgument(args, `NAME: ${known}`)
  const calculation = Object.hasOwn(calculations, name) ? calculations[name] : undefined
  if (!calculation) throw new UsageProblem(`"${name.slice(0, 80)}" is not a calculation; known are: ${known}.`)
  return succeeded(await recompute(calculation, parse(await io.stdin())))
}

function parse(text: string): unknown {
  try {
    return parseBoundedJson(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('json.broken', 'Standard input is not JSON: pipe the file or an array of its cases into the command.', {
      cause,
    })
  }
}
