/** An operation in two: what travels in the clear, and what is sealed. SPEC.md, [SY66] and [SY67]. */
import type { Operation } from '../../records/operation'
import type { PersonalPlan } from '../../records/personalPlan'
import type { Said } from './sealPersonal'

/** Stands in place of the key of a record where that is sealed. */
const HIDDEN_KEY = '$sealed'

export interface Split {
  clear: Operation
  /** Null where it says nothing of people. */
  said: Said | null
  /** Key of the member whose it is; null for several people or nobody in particular. */
  person: string | null
}

/** @param plan of the operation's table; undefined where it says nothing of people */
export function splitPersonal(operation: Operation, plan: PersonalPlan | undefined): Split {
  if (!plan) return { clear: operation, said: null, person: null }
  const { set, unset, tombstone, key, n, ...outside } = operation
  const person = personOf(plan, operation)
  if (plan.seals === 'whole') {
    const said = { n, key, ...(set && { set }), ...(unset && { unset }), ...(tombstone !== undefined && { tombstone }) }
    return { clear: { ...outside, n, key: HIDDEN_KEY }, said, person }
  }
  const fields = Object.entries(set ?? {})
  const personal = fields.filter(([field]) => plan.fields.has(field))
  if (personal.length === 0) return { clear: operation, said: null, person }
  const { set: _set, ...others } = operation
  const clear = fields.filter(([field]) => !plan.fields.has(field))
  return {
    clear: clear.length > 0 ? { ...others, set: Object.fromEntries(clear) } : others,
    said: { n, set: Object.fromEntries(personal) },
    person,
  }
}

function personOf({ personOf }: PersonalPlan, { key, set }: Operation): string | null {
  const person = personOf === 'key' ? key : personOf === null ? null : set?.[personOf]
  return typeof person === 'string' && person !== '' ? person : null
}

/**
 * The operation again.
 * @param said undefined where nothing was sealed, or the key is not here
 * @returns null where nothing of it can be known
 */
export function joinPersonal(clear: Operation, said: Said | undefined): Operation | null {
  if (!said) return clear.key === HIDDEN_KEY ? null : clear
  const { n: _n, key = clear.key, ...rest } = said
  if (key === HIDDEN_KEY) return null
  const set = clear.set || rest.set ? { set: { ...clear.set, ...rest.set } } : {}
  return { ...clear, ...rest, key, ...set }
}
