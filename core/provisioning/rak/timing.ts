/** How long a RAK module may take, in milliseconds. Tests pass shorter ones. */
export interface RakTiming {
  /** For an answer; one that sleeps loses the first question while it wakes. */
  answerMs: number
  /** Before a question is asked again of a module that is busy with its radio. */
  busyMs: number
  /** Questions change nothing and can be repeated. */
  attempts: number
}

export const rakTiming: RakTiming = { answerMs: 800, busyMs: 1_500, attempts: 4 }
