/** How long a RAK module may take, in milliseconds. Tests pass shorter ones. */
export interface RakTiming {
  /** For an answer; one that sleeps loses the first question, or its first letter, while it wakes. */
  answerMs: number
  /** After the empty line that wakes a module, before it is asked again. */
  wakeMs: number
  /** Before a question is asked again of a module that is busy with its radio. */
  busyMs: number
  /** Questions change nothing and can be repeated. */
  attempts: number
}

export const rakTiming: RakTiming = { answerMs: 1_200, wakeMs: 150, busyMs: 1_500, attempts: 4 }
