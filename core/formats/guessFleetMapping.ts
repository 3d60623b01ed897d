/** How a table would be read as a fleet, from its header and first rows; null without a key and a position. */
import type { FleetMapping } from '../networks/fleetRow'
import { guessMapping } from '../networks/genericHotspotsCsv'
import type { TableContent } from './fileContent'

const SAMPLE_ROWS = 20

export function guessFleetMapping({ head }: TableContent): FleetMapping | null {
  return guessMapping(head.headers, head.rows.slice(0, SAMPLE_ROWS))
}
