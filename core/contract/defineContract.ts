/**
 * A contract names every call and event between the renderer and main, with a codec for each direction.
 * Both sides check what they receive, so neither trusts the other.
 */
import type { z } from 'zod'

export interface CallSpec {
  input: z.ZodType
  output: z.ZodType
  /** What the handler may report while it works. */
  progress?: z.ZodType
}

export interface ContractSpec {
  calls: Record<string, CallSpec>
  events: Record<string, z.ZodType>
}

export function defineContract<const C extends ContractSpec>(contract: C): C {
  return contract
}

export type CallName<C extends ContractSpec> = keyof C['calls'] & string
export type EventName<C extends ContractSpec> = keyof C['events'] & string
export type CallInput<C extends ContractSpec, N extends CallName<C>> = z.input<C['calls'][N]['input']>
export type CallOutput<C extends ContractSpec, N extends CallName<C>> = z.output<C['calls'][N]['output']>
export type CallProgress<C extends ContractSpec, N extends CallName<C>> = C['calls'][N] extends { progress: z.ZodType }
  ? z.output<C['calls'][N]['progress']>
  : never
export type EventPayload<C extends ContractSpec, N extends EventName<C>> = z.output<C['events'][N]>
