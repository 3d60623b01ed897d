/** `commonmast-agreements-v1`: members, groups of hotspots, and agreements over them, as JSON. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { parseBoundedJson } from '../files/parseBoundedJson'
import { normalText } from '../model/normalText'
import { plainTexts } from '../model/plainName'
import { Problem } from '../model/problem'
import type { Agreement } from '../model/records'
import { hotspotReference } from '../networks/deviceKey/hotspotReference'
import { agreementIdOf } from './agreementId'
import { type AgreementsFile, agreementsFileSchema, type LocatedAgreements } from './agreementsReading'

/** What cannot be used is left out and named in the problems. @throws Problem `json.broken` with its line, or `json.too-*`. */
export function readAgreementsJson(text: string): LocatedAgreements {
  const document = plainTexts(parse(text))
  const parsed = agreementsFileSchema.safeParse(document)
  const linesOf = (key: string) => locateJson(text, key).elementOffsets.map((offset) => lineOfOffset(text, offset))
  const located: LocatedAgreements = {
    members: [],
    groups: [],
    agreements: [],
    problems: [],
    agreementLines: [],
    memberLines: [],
  }
  if (!parsed.success) {
    located.problems = parsed.error.issues.map(({ path, message }): FileProblem => {
      const [key, at] = path
      const line = typeof key === 'string' && typeof at === 'number' ? (linesOf(key)[at] ?? null) : null
      const field = path.join('.')
      return {
        line,
        field: field || null,
        message: `"${field || 'the file'}" does not fit commonmast-agreements-v1: ${message}.`,
      }
    })
    return located
  }
  located.members = parsed.data.members.map((member) => ({ ...member, id: normalText(member.id) }))
  located.memberLines = linesOf('members')
  const groupLines = linesOf('groups')
  parsed.data.groups.forEach((group, at) => {
    keepReadable(located.problems, groupLines[at], () => {
      located.groups.push(readGroup(group))
    })
  })
  const agreementLines = linesOf('agreements')
  parsed.data.agreements.forEach((agreement, at) => {
    keepReadable(located.problems, agreementLines[at], () => {
      located.agreements.push(readAgreement(agreement))
      located.agreementLines.push(agreementLines[at] ?? null)
    })
  })
  return located
}

/** Runs one part of the reading; a Problem that it throws is one of the file. */
function keepReadable(problems: FileProblem[], line: number | undefined, read: () => void): void {
  try {
    read()
  } catch (thrown) {
    problems.push(toFileProblem(thrown, line ?? null))
  }
}

function readGroup({ name, hotspots }: AgreementsFile['groups'][number]): LocatedAgreements['groups'][number] {
  return { name: normalText(name), hotspots: hotspots.map((text) => hotspotReference(text, { field: 'hotspots' })) }
}

function readAgreement({
  id,
  name,
  scope,
  shares,
}: AgreementsFile['agreements'][number]): LocatedAgreements['agreements'][number] {
  const normal = normalScope(scope)
  return {
    id: id ?? agreementIdOf(normal),
    name,
    scope: normal,
    shares: shares.map(({ memberId, percent }) => ({ memberId: normalText(memberId), percent })),
  }
}

function normalScope(scope: Agreement['scope']): Agreement['scope'] {
  if (scope.kind === 'group') return { kind: 'group', group: normalText(scope.group) }
  if (scope.kind === 'default') return scope
  return {
    kind: 'hotspots',
    hotspotIds: [...new Set(scope.hotspotIds.map((text) => hotspotReference(text, { field: 'hotspotIds' })))],
  }
}

function parse(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    const line = lineOfOffset(text, locateJson(text, '').errorAt ?? text.length)
    throw new Problem('json.broken', `The JSON of the agreements breaks on line ${line}: correct it there.`, { cause, line })
  }
}
