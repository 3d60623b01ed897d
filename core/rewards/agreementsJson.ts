/** `commonmast-agreements-v1`: members, groups of hotspots, and agreements over them, as JSON. */
import type { FileProblem } from '../files/fileProblem'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { Problem } from '../model/problem'
import { agreementsFileSchema, type LocatedAgreements } from './agreementsReading'

/** @throws Problem `json.broken` with its line. */
export function readAgreementsJson(text: string): LocatedAgreements {
  const document = parse(text)
  const parsed = agreementsFileSchema.safeParse(document)
  const linesOf = (key: string) => locateJson(text, key).elementOffsets.map((offset) => lineOfOffset(text, offset))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }): FileProblem => {
      const [key, at] = path
      const line = typeof key === 'string' && typeof at === 'number' ? (linesOf(key)[at] ?? null) : null
      const field = path.join('.')
      return {
        line,
        field: field || null,
        message: `"${field || 'the file'}" does not fit commonmast-agreements-v1: ${message}.`,
      }
    })
    return { members: [], groups: [], agreements: [], problems, agreementLines: [], memberLines: [] }
  }
  const { members, groups, agreements } = parsed.data
  return {
    members,
    groups,
    agreements: agreements.map(({ id, name, scope, shares }, at) => ({ id: id ?? `agreement-${at + 1}`, name, scope, shares })),
    problems: [],
    agreementLines: linesOf('agreements'),
    memberLines: linesOf('members'),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const line = lineOfOffset(text, locateJson(text, '').errorAt ?? text.length)
    throw new Problem('json.broken', `The JSON of the agreements breaks on line ${line}: correct it there.`, { cause, line })
  }
}
