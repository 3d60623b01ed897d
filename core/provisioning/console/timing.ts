/** How long a Linux console may take, step by step, in milliseconds. Tests pass shorter ones. */
export interface ConsoleTiming {
  /** For a prompt after Enter. */
  answerMs: number
  /** For a login that is refused or granted: systems wait some seconds before they say that a password was wrong. */
  loginMs: number
  /** After which nothing more is said to what was typed: then what was asked for last is what is wanted. */
  quietMs: number
  /** For a device that is still booting to ask for a login: systemd itself waits 90 s for what does not start. */
  bootMs: number
  /** For one command that only reads what the system knows. */
  commandMs: number
  /** For a new host name: systemd itself gives up asking its service after 25 s, and then the file is written. */
  hostnameMs: number
  /** For gateway-rs to name its key, which may sit in a slow secure element; it gives up asking its daemon after 10 s. */
  keyMs: number
  /** For gateway-rs to build and sign a transaction. */
  signMs: number
  /** For the console to come to rest after a command was interrupted. */
  interruptMs: number
}

export const consoleTiming: ConsoleTiming = {
  answerMs: 1_500,
  loginMs: 8_000,
  quietMs: 2_000,
  bootMs: 100_000,
  commandMs: 10_000,
  hostnameMs: 40_000,
  keyMs: 20_000,
  signMs: 45_000,
  interruptMs: 500,
}
