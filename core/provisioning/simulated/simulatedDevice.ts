/**
 * The port behind which each simulated device sits: for training, tests and the tour. A device is pure: bytes in give bytes
 * out, each with a delay in milliseconds after the ones before it.
 */

export interface Emission {
  /** After the emission before it. */
  delayMs: number
  bytes: Uint8Array
  /** True once: the cable is out after these bytes. */
  unplug: boolean
}

export interface SimulatedDevice {
  /** What it says when it is plugged in; a receiver never stops saying something, see `idle`. */
  boot(): Emission[]
  receive(bytes: Uint8Array): Emission[]
  /** What it says by itself, asked for again each time that everything before was sent; nothing for a device that only answers. */
  idle?(): Emission[]
}

export interface DeviceFaults {
  /** Refuses every password. */
  wrongPassword?: boolean
  /** Writes log text around what it says, some of it without a newline. */
  noise?: boolean
  /** Sends every byte by itself. */
  fragment?: boolean
  /** Never answers. */
  silent?: boolean
  /** Pulls its own cable once it has sent this many bytes. */
  unplugAfterBytes?: number
  /** Joins a network only after so long. */
  joinDelayMs?: number
  /** Says so many bytes of log after each order before it answers. */
  chatterBytes?: number
}
