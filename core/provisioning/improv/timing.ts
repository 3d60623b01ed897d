/** How long an Improv device may take, step by step, in milliseconds. Tests pass shorter ones. */
export interface ImprovTiming {
  /** For an answer to current state or device info; ESP32 boards may first boot, so several attempts cover seconds. */
  answerMs: number
  /** For the next packet of a scan, which some radios need ten seconds for. */
  scanMs: number
  /** For an attempt that the device says it is still busy with, before it is asked for something all the same. */
  settleMs: number
  /** For the whole of a Wi-Fi connection, from credentials to the device's word: devices themselves give up after 30 s. */
  connectMs: number
  /** For the URL that may follow the state "provisioned". */
  urlMs: number
  /** Attempts for commands that can be repeated without harm; credentials are sent once. */
  attempts: number
}

export const improvTiming: ImprovTiming = {
  answerMs: 1_500,
  scanMs: 15_000,
  settleMs: 5_000,
  connectMs: 45_000,
  urlMs: 1_000,
  attempts: 4,
}
