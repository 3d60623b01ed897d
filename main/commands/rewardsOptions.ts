/** What `split` is told of a rewards file that does not say it itself, and how its questions are put on the command line. */
import { openFile } from '#core/formats/openFile'
import { notRewards } from '#core/formats/readRewards'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import { openQuestions, type RewardsAnswers, type RewardsQuestion, type RewardsQuestionKind } from '#core/networks/rewardsAnswers'
import type { RewardsReading } from '#core/networks/rewardsReading'
import { required, UsageProblem, wholeNumber } from './commandLine'

/** Options with a value; `--sum-rows` has none. */
export const REWARDS_OPTIONS = ['decimals', 'symbol', 'network', 'unit', 'amounts', 'total-row', 'time-zone'] as const

type RewardsValues = Partial<Record<(typeof REWARDS_OPTIONS)[number], string>>

/** @throws UsageProblem for an answer that there is not */
export function rewardsAnswers(values: RewardsValues, sumRows: boolean): RewardsAnswers {
  return {
    token: tokenOf(values.symbol, values.decimals),
    network: values.network,
    unit: oneOf(values.unit, 'unit', ['base', 'token']),
    amounts: oneOf(values.amounts, 'amounts', ['decimal', 'thousands']),
    totalRow: oneOf(values['total-row'], 'total-row', ['leave-out', 'keep']),
    sameRows: sumRows ? 'sum' : undefined,
    timeZone: values['time-zone'],
  }
}

/** @throws UsageProblem where the file does not say its token and nobody else does; Problem as `openFile` and the reading */
export async function readRewardsFile(fileName: string, bytes: Uint8Array, answers: RewardsAnswers): Promise<RewardsReading> {
  const opened = openFile({ fileName, bytes })
  if (opened.kind !== 'rewards-table') throw notRewards()
  try {
    return await opened.read({}, answers)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'rewards.no-token') throw thrown
    throw new UsageProblem('A table of hotspot and amount needs --symbol and --decimals of its token.')
  }
}

const OPTION_OF: Readonly<Record<RewardsQuestionKind, string>> = {
  sameRows: '--sum-rows',
  totalRow: '--total-row leave-out|keep',
  amounts: '--amounts decimal|thousands',
  unit: '--unit base|token',
  timeZone: '--time-zone UTC',
}

/** How what is asked of a file is answered; empty where nothing is open. */
export function answeringText(questions: readonly RewardsQuestion[]): string {
  const options = openQuestions(questions).map(({ kind }) => OPTION_OF[kind])
  return options.length === 0 ? '' : ` Where that is right as it is, say so with ${options.join(' and ')}.`
}

/** What is still asked although the rewards can be shared without it. */
export function unansweredTexts(questions: readonly RewardsQuestion[]): string[] {
  return questions
    .filter(({ isNeeded, answer }) => !isNeeded && answer === null)
    .map(
      ({ kind, message, lines }) =>
        `${message} Line ${lines[0]} is the first; ${OPTION_OF[kind]} or a name such as Europe/Zurich.`,
    )
}

function tokenOf(symbol: string | undefined, decimals: string | undefined): Token | undefined {
  if (symbol === undefined && decimals === undefined) return undefined
  const token = { symbol: required(symbol, 'symbol'), decimals: wholeNumber(required(decimals, 'decimals'), 'decimals') }
  if (token.decimals > 36) throw new UsageProblem('--decimals can be 36 at most.')
  if (token.symbol.length > 16) throw new UsageProblem('--symbol can have 16 characters at most.')
  return token
}

function oneOf<T extends string>(value: string | undefined, name: string, answers: readonly T[]): T | undefined {
  const answer = answers.find((each) => each === value)
  if (value !== undefined && answer === undefined) throw new UsageProblem(`--${name} is ${answers.join(' or ')}.`)
  return answer
}
