/**
 * What a cooperative's stream and its subjects are called at a NATS server. A kind of traffic has a subject of its own below
 * `coop.<space>`; whoever may write there is a matter of credentials (`natsAccounts`). SPEC.md, [SY80].
 */

/** Of the cooperative's id, in the names at a server. */
const SPACE_DIGITS = 16

export const SPACE = /^[0-9a-f]{16}$/
/** One token of a subject, as a laptop's credentials name it. */
export const ACCESS_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/

/** The part of a cooperative's id by which its stream is found. */
export function spaceOf(cooperative: string): string {
  return cooperative.slice(0, SPACE_DIGITS)
}

export interface NatsNames {
  stream: string
  /** Everything that the stream keeps. */
  subjects: readonly string[]
  founding: string
  /** Batches, by the laptop that put them there; who wrote a batch stands in it. */
  batches: string
  /** @param name of the credentials that put batches there, or a wildcard or template of one */
  batchesBy(name: string): string
}

/** @param space the first 16 digits of the cooperative's id */
export function natsNames(space: string): NatsNames {
  const founding = `coop.${space}.founding`
  const batchesBy = (name: string) => `coop.${space}.ops.${name}`
  const batches = batchesBy('*')
  return { stream: `COOP_${space}`, subjects: [founding, batches], founding, batches, batchesBy }
}
