/** `coverage`: a fleet file and a radio profile in, one row per covered H3 cell out. */
import { basename } from 'node:path'
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import { paintCoverage } from '#core/coverage/paintCoverage'
import { readRadioProfile } from '#core/coverage/readRadioProfile'
import { csvFigure, csvLine } from '#core/files/csvText'
import { describeOpened } from '#core/formats/describeOpened'
import { openFile } from '#core/formats/openFile'
import { readOpenedFleet } from '#core/formats/readOpenedFleet'
import { h3Text } from '#core/geo/h3Index'
import { Problem } from '#core/model/problem'
import type { FleetRow } from '#core/networks/fleetRow'
import { type CommandResult, readOptions, required, UsageProblem, wholeNumber } from './commandLine'
import { readFileBytes } from './readFileBytes'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeTextFile } from './writeJsonFile'

const ROWS_PER_PART = 20_000

/** @throws UsageProblem, or a Problem naming the field or line that cannot be used; nothing is written then. */
export async function coverage(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['fleet', 'profile', 'res', 'out'])
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of coverage.`)
  const fleetPath = required(values.fleet, 'fleet')
  const profilePath = required(values.profile, 'profile')
  const resolution = wholeNumber(required(values.res, 'res'), 'res')
  if (resolution > 15) throw new UsageProblem(`--res is an H3 resolution from 0 to 15, not ${resolution}.`)
  const out = required(values.out, 'out')
  await checkOutput(out, [fleetPath, profilePath])

  const { profile, warnings } = readRadioProfile((await readJsonFile(profilePath)).document)
  const opened = openFile({ fileName: basename(fleetPath), bytes: await readFileBytes(fleetPath) })
  const fleet = await readOpenedFleet(opened, {})
  const sites = fleet.hotspots.flatMap(siteOf)
  if (sites.length === 0) {
    const [first] = fleet.problems
    throw new Problem(
      'coverage.no-sites',
      `${fleetPath} has no hotspot with a position to paint${first ? `: ${first.message}` : '.'}`,
      {
        line: first?.line ?? undefined,
        field: first?.field ?? undefined,
      },
    )
  }
  const cells = await paintCoverage({ resolution, profiles: [profile], sites })
  await writeTextFile(out, rowsOf(cells), [fleetPath, profilePath])
  const complaints = [
    ...warnings.map(({ message }) => message),
    ...describeOpened(opened).warnings.map(({ message }) => `${fleetPath}: ${message}`),
    ...fleet.problems.map(({ message, line }) => `${fleetPath}${line === null ? '' : ` line ${line}`}: ${message}`),
  ]
  const output = {
    out,
    cells: cells.cells.length,
    sites: sites.length,
    withoutLocation: fleet.hotspots.length - sites.length,
    resolution,
    unreadableRows: fleet.problems.length,
    warnings,
  }
  return { output, complaints, exitCode: 0 }
}

function siteOf({ lat, lng }: FleetRow): CoverageSite[] {
  return lat === null || lng === null ? [] : [{ lat, lng, profile: 0 }]
}

/** The file's text, some thousand rows at a time. */
function* rowsOf({ cells, bestDbm, secondDbm, servers }: CoverageCells): Generator<string> {
  yield `${csvLine(['h3', 'bestDbm', 'secondDbm', 'servers'])}\n`
  for (let first = 0; first < cells.length; first += ROWS_PER_PART) {
    let text = ''
    for (let at = first; at < Math.min(cells.length, first + ROWS_PER_PART); at++) {
      const best = csvFigure(bestDbm[at] as number, 3)
      const second = csvFigure(secondDbm[at] as number, 3)
      text += `${csvLine([h3Text(cells[at] as bigint), best, second, servers[at] as number])}\n`
    }
    yield text
  }
}
