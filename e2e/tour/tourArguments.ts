import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface TourArguments {
  outDir: string
  /** Null: the demo cooperative's. */
  fleet: string | null
  rewards: string | null
  agreements: string | null
}

const TOUR_USAGE = 'npm run tour -- --out DIR [--fleet FILE] [--rewards FILE] [--agreements FILE]'

/** Paths are relative to where the command was typed. @throws Error with the usage. */
export function readTourArguments(args: readonly string[], typedIn: string): TourArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, fleet: { type: 'string' }, rewards: { type: 'string' }, agreements: { type: 'string' } },
  })
  if (!values.out) throw new Error(`Say where the pictures go: ${TOUR_USAGE}`)
  const path = (text: string | undefined) => (text === undefined ? null : resolve(typedIn, text))
  return {
    outDir: resolve(typedIn, values.out),
    fleet: path(values.fleet),
    rewards: path(values.rewards),
    agreements: path(values.agreements),
  }
}
