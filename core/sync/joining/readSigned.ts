/** Documents of joining as somebody else wrote them: within bounds, of one form and no other, and signed by the key they name. */
import type { z } from 'zod'
import { type JsonLimits, parseBoundedJson } from '../../files/parseBoundedJson'
import { Problem } from '../../model/problem'
import { signedBytes, type VerifySignature, verifySignature } from '../signedDocument'

/** They are to fit into a few QR codes. */
const JOINING_LIMITS: JsonLimits = { mostChars: 16_384, deepest: 8, mostValues: 200 }

/**
 * @param what as a sentence names it, such as "request to join"
 * @throws Problem `access.document-unreadable` or `access.document-changed`
 */
export async function readSigned<T extends { publicKey: string; signature: string }>(
  text: string,
  schema: z.ZodType<T>,
  what: string,
  verify: VerifySignature = verifySignature,
): Promise<T> {
  const document = parseJoining(text, schema, what)
  if (await verify(document.publicKey, signedBytes(document), document.signature)) return document
  throw new Problem('access.document-changed', `This ${what} was changed on its way: ask for it again.`)
}

/** @throws Problem `access.document-unreadable` */
export function parseJoining<T>(text: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown
  try {
    value = parseBoundedJson(text, JOINING_LIMITS)
  } catch (cause) {
    throw unreadable(what, cause)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw unreadable(what, parsed.error)
}

function unreadable(what: string, cause: unknown): Problem {
  return new Problem('access.document-unreadable', `This is no whole ${what}: choose the right file, or ask for it again.`, {
    cause,
  })
}
