/** A file of rewards, of whatever recognised format, as exact amounts per hotspot. Nothing is stored here. */
import type { ImportPace } from '../files/importPace'
import { Problem } from '../model/problem'
import type { RewardsAnswers } from '../networks/rewardsAnswers'
import type { RewardsReading } from '../networks/rewardsReading'
import type { FileInput } from './fileContent'
import { openFile } from './openFile'

/**
 * Every data row becomes one reward, is added to one, is left out as a person said, or is a problem; what is to be paid is the
 * sum of the rewards alone.
 * @throws Problem when the file cannot be read at all (see openFile), holds no rewards (`import.not-rewards`), does not say
 * its token (`rewards.no-token`), or the signal is aborted (`import.cancelled`).
 */
export async function readRewards(input: FileInput & ImportPace, answers: RewardsAnswers = {}): Promise<RewardsReading> {
  const opened = openFile(input)
  if (opened.kind === 'rewards-table') return opened.read(input, answers)
  throw notRewards()
}

export function notRewards(): Problem {
  return new Problem(
    'import.not-rewards',
    'This file holds no rewards that are known: choose a WeatherXM rewards table, the Helium explorer’s rewards, or a table with the columns hotspot and amount, as CSV.',
  )
}
