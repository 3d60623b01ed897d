import { grantsIn, type SaidGrant } from '../access/saidGrant'
import type { NamedBatch } from '../batch'

const known = new WeakMap<NamedBatch, SaidGrant[]>()

/** As `grantsIn`, of each batch once: properties weigh the same ones again and again. */
export function grantsOf(batch: NamedBatch): SaidGrant[] {
  const grants = known.get(batch) ?? grantsIn(batch)
  known.set(batch, grants)
  return grants
}
