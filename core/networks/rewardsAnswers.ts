/**
 * What nobody can tell from a table of rewards and a person can: each is a question with its lines, and until it is answered
 * nothing is guessed. SPEC.md, rules [RR8] and [RR9].
 */
import type { Token } from '../model/money'

export interface RewardsAnswers {
  /** Rows of one hotspot that nothing tells apart: several payments, or the first once more. */
  sameRows?: 'sum' | 'first' | undefined
  /** A row that seems to sum up others: a total, or a hotspot after all. */
  totalRow?: 'leave-out' | 'keep' | undefined
  /** What the points in 1.500 are. */
  amounts?: 'decimal' | 'thousands' | undefined
  /** What amounts count of which the table says no unit. */
  unit?: 'base' | 'token' | undefined
  /** Where clocks showed the times that have no zone: `UTC`, or a name such as `Europe/Zurich`. */
  timeZone?: string | undefined
  /** Of a table that says no token, or not its decimals. */
  token?: Token | undefined
  /** Of a table that says none; only where the format is of no network. */
  network?: string | undefined
}

export type RewardsQuestionKind = 'sameRows' | 'totalRow' | 'amounts' | 'unit' | 'timeZone'

export interface RewardsQuestion {
  kind: RewardsQuestionKind
  /** The first lines that it is about. */
  lines: number[]
  message: string
  /** The answers with what they would mean; any name of a zone is one for `timeZone`. */
  choices: { answer: string; text: string }[]
  /** As the person said, or null. */
  answer: string | null
  /** Whether rewards are left out until there is an answer; without one for the times, the person gives the dates. */
  isNeeded: boolean
}

const LINES_SHOWN = 50

/** A question of the lines that it is about. */
export function rewardsQuestion(
  question: Omit<RewardsQuestion, 'isNeeded' | 'answer'> & { answer: string | undefined },
): RewardsQuestion {
  const { lines, kind, answer = null } = question
  return { ...question, answer, lines: lines.slice(0, LINES_SHOWN), isNeeded: kind !== 'timeZone' }
}

/** The questions that must be answered before the rewards are all there. */
export function openQuestions(questions: readonly RewardsQuestion[]): RewardsQuestion[] {
  return questions.filter(({ isNeeded, answer }) => isNeeded && answer === null)
}
