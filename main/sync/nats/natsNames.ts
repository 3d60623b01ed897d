/**
 * What a cooperative's streams and their subjects are called at a NATS server. A kind of traffic has a subject of its own below
 * `coop.<space>`; whoever may write there is a matter of credentials (`natsAccounts`). SPEC.md, [SY80].
 */

/** Of the cooperative's id, in the names at a server. */
const SPACE_DIGITS = 16

export const SPACE = /^[0-9a-f]{16}$/
/** One token of a subject, as a laptop's credentials name it. */
export const ACCESS_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/

/** The part of a cooperative's id by which its streams are found. */
export function spaceOf(cooperative: string): string {
  return cooperative.slice(0, SPACE_DIGITS)
}

/** A stream, and everything that it keeps. */
export interface StreamNames {
  stream: string
  subjects: readonly string[]
}

/** A stream in which each subject is of one thing. */
export interface ShelfNames extends StreamNames {
  /** Before the thing's name, which is the last token of its subject. */
  prefix: string
}

export interface NatsNames extends StreamNames {
  founding: string
  /** Batches, by the laptop that put them there; who wrote a batch stands in it. */
  batches: string
  /** @param name of the credentials that put batches there, or a wildcard or template of one */
  batchesBy(name: string): string
  /** Chunks of large values, by their hashes. */
  chunks: ShelfNames
  /** Envelopes of data keys, by the ids of the keys. */
  envelopes: ShelfNames
}

/** @param space the first 16 digits of the cooperative's id */
export function natsNames(space: string): NatsNames {
  const founding = `coop.${space}.founding`
  const batchesBy = (name: string) => `coop.${space}.ops.${name}`
  const batches = batchesBy('*')
  const shelf = (stream: string, prefix: string) => ({ stream, subjects: [`${prefix}*`], prefix })
  return {
    ...{ stream: `COOP_${space}`, subjects: [founding, batches], founding, batches, batchesBy },
    chunks: shelf(`COOP_${space}_FILES`, `coop.${space}.files.`),
    envelopes: shelf(`COOP_${space}_KEYS`, `coop.${space}.keys.`),
  }
}
