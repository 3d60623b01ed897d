/** A byte line to one device, however it is made: a real port, a pseudo-terminal, or a simulated device in this process. */
import type { Problem } from '#core/model/problem'

export interface SerialLink {
  readonly path: string
  readonly simulated: boolean
  /** Writes in one piece. @throws Problem `port.vanished`, `port.closed` or `port.write-timeout` */
  write(bytes: Uint8Array): Promise<void>
  /** @returns a function that stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void
  /** Called once: with a Problem when the line went by itself, with null when it was closed. @returns a function that stops listening. */
  onClosed(listener: (problem: Problem | null) => void): () => void
  /** Sets DTR and RTS. @returns false where the line has none, such as a pseudo-terminal. */
  setLines(lines: { dtr: boolean; rts: boolean }): Promise<boolean>
  /** Releases the port; may be called again. */
  close(): Promise<void>
}
