/** How long a chip may take, in milliseconds. Tests pass shorter ones. */
export interface Esp32Timing {
  /** How long it is held in reset. */
  resetMs: number
  /** How long the boot pin is held after it. */
  bootMs: number
  /** For an answer to one SYNC. */
  syncMs: number
  /** For an answer to another question. */
  answerMs: number
  /** Of a question, and of SYNC after each reset. */
  attempts: number
}

export const esp32Timing: Esp32Timing = { resetMs: 100, bootMs: 50, syncMs: 120, answerMs: 500, attempts: 5 }
