/** A file of rewards, of whatever recognised format, as exact amounts per hotspot. Nothing is stored here. */
import type { ImportPace } from '../files/importPace'
import { Problem } from '../model/problem'
import type { RewardsReading } from '../networks/rewardsReading'
import type { FileInput } from './fileContent'
import { openFile } from './openFile'

/**
 * Every data row becomes one reward or one problem; what is to be paid is the sum of the rewards alone.
 * @throws Problem when the file cannot be read at all (see openFile), holds no rewards (`import.not-rewards`),
 * or the signal is aborted (`import.cancelled`).
 */
export async function readRewards(input: FileInput & ImportPace): Promise<RewardsReading> {
  const opened = openFile(input)
  if (opened.kind === 'rewards-table') return opened.read(input)
  throw new Problem(
    'import.not-rewards',
    'This file holds no rewards that are known: choose a WeatherXM rewards table or the Helium explorer’s rewards, as CSV.',
  )
}
