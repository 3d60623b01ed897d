/** How long a satellite receiver may take, in milliseconds. Tests pass shorter ones. */
export interface NmeaTiming {
  /** Receivers speak every second by themselves: a little more than one. */
  probeMs: number
  /** For naming the receiver and for seeing whether it still speaks. */
  listenMs: number
  /** What is told as silence, and as nothing but damage. */
  quietMs: number
  /** From a cold start in the open a receiver needs half a minute, under trees some. */
  noFixMs: number
}

export const nmeaTiming: NmeaTiming = { probeMs: 1_600, listenMs: 3_000, quietMs: 10_000, noFixMs: 180_000 }
