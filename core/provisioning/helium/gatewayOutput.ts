/**
 * What `helium_gateway` prints, read whatever log lines stand around it. Invariants: nothing is evaluated; a key is only
 * given once it was read as one. Forms: the README and the command sources of gateway-rs, old and new.
 */
import { z } from 'zod'
import { parseBoundedJson } from '../../files/parseBoundedJson'
import { heliumAddress, readHeliumAddress } from './heliumKey'

/** Older versions call the key `address`. */
const keyInfoSchema = z
  .object({ key: z.string() })
  .or(z.object({ address: z.string() }).transform(({ address }) => ({ key: address })))
const namesSchema = z.object({ name: z.string().optional(), onboarding: z.string().nullish() })
const addSchema = z.object({ txn: z.string().min(1), mode: z.string().optional() })

export interface KeyInfo {
  /** Helium address. */
  key: string
  /** Three words that gateway-rs makes of the key. */
  name: string | null
  /** Helium address of the key that the maker enrolled; often the same. */
  onboarding: string | null
}

export interface AddOutput {
  /** Base64. */
  txn: string
  mode: string | null
}

/** @returns null when no key is named. @throws Problem `helium.bad-address`, `helium.bad-key` when it is none. */
export function readKeyInfo(output: string): KeyInfo | null {
  for (const object of flatObjects(output)) {
    const info = keyInfoSchema.safeParse(object)
    if (!info.success) continue
    const names = namesSchema.safeParse(object)
    const { name = '', onboarding } = names.success ? names.data : {}
    return {
      key: normal(info.data.key),
      name: /^[\p{L}\d][\p{L}\d -]{0,79}$/u.test(name) ? name : null,
      onboarding: ifKey(onboarding),
    }
  }
  return null
}

/** @returns null when there is no transaction in it. */
export function readAddOutput(output: string): AddOutput | null {
  for (const object of flatObjects(output)) {
    const add = addSchema.safeParse(object)
    if (add.success) return { txn: add.data.txn, mode: add.data.mode ?? null }
  }
  return null
}

/** All JSON objects in the text that hold no other object; gateway-rs prints no others. Takes time in proportion to the text. */
function flatObjects(text: string): unknown[] {
  return (text.match(/\{[^{}]*\}/g) ?? []).flatMap((part) => {
    try {
      return [parseBoundedJson(part)]
    } catch {
      return []
    }
  })
}

const normal = (address: string) => heliumAddress(readHeliumAddress(address))

function ifKey(address: string | null | undefined): string | null {
  try {
    return address ? normal(address) : null
  } catch {
    return null
  }
}
