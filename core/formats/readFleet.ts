/** A file of hotspots, of whatever recognised format, as fleet rows ready to be imported. Nothing is stored here. */
import type { FleetReading } from '../networks/fleetRow'
import type { FileInput } from './fileContent'
import { openFile } from './openFile'
import { type FleetOptions, readOpenedFleet } from './readOpenedFleet'

/**
 * Every data row becomes one hotspot or one problem.
 * @throws Problem when the file cannot be read at all (see openFile), is not a fleet (`import.not-a-fleet`),
 * needs a mapping (`import.mapping-needed`), or the signal is aborted (`import.cancelled`).
 */
export async function readFleet(input: FileInput & FleetOptions): Promise<FleetReading> {
  return readOpenedFleet(openFile(input), input)
}
