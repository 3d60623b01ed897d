/** `commonmast-agreements-v1` and `-v2`: members, groups of hotspots, and agreements over them, as JSON. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { parseBoundedJson } from '../files/parseBoundedJson'
import { normalText } from '../model/normalText'
import { plainTexts } from '../model/plainName'
import { Problem } from '../model/problem'
import type { Stage, TermsScope } from '../model/terms'
import { hotspotReference } from '../networks/deviceKey/hotspotReference'
import { agreementIdOf } from './agreementId'
import {
  type AgreementsFile,
  agreementsFileSchema,
  type LocatedAgreements,
  NO_PERIOD_FACTS,
  type PeriodFactsOfFile,
  type ReadMember,
} from './agreementsReading'
import type { AgreementFacts } from './termsOf'

/** What cannot be used is left out and named in the problems. @throws Problem `json.broken` with its line, or `json.too-*`. */
export function readAgreementsJson(text: string): LocatedAgreements {
  const document = plainTexts(parse(text))
  const parsed = agreementsFileSchema.safeParse(document)
  const linesOf = (key: string) => locateJson(text, key).elementOffsets.map((offset) => lineOfOffset(text, offset))
  const located: LocatedAgreements = {
    members: [],
    groups: [],
    agreements: [],
    period: NO_PERIOD_FACTS,
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
        message: `"${field || 'the file'}" does not fit ${formatOf(document)}: ${message}.`,
      }
    })
    return located
  }
  located.members = parsed.data.members.map(readMember)
  located.memberLines = linesOf('members')
  keepReadable(located.problems, undefined, () => {
    located.period = readPeriodFacts(parsed.data)
  })
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

function readMember({ id, ...member }: AgreementsFile['members'][number]): ReadMember {
  const read: ReadMember = { ...member, id: normalText(id) }
  if (read.standing?.kind !== 'left' || read.standing.afterwards.kind !== 'to-member') return read
  const heir = { ...read.standing.afterwards, memberId: normalText(read.standing.afterwards.memberId) }
  return { ...read, standing: { kind: 'left', afterwards: heir } }
}

function formatOf(document: unknown): string {
  const format = (document as { format?: unknown } | null)?.format
  return format === 'commonmast-agreements-v2' ? format : 'commonmast-agreements-v1'
}

function readGroup({ name, hotspots }: AgreementsFile['groups'][number]): LocatedAgreements['groups'][number] {
  return { name: normalText(name), hotspots: hotspots.map((text) => hotspotReference(text, { field: 'hotspots' })) }
}

function readAgreement(agreement: AgreementsFile['agreements'][number]): AgreementFacts {
  const { id, name, scope } = agreement
  const normal = normalScope(scope)
  const shares = agreement.shares.map(({ memberId, percent }) => ({ memberId: normalText(memberId), percent }))
  if (!('stages' in agreement) && !('from' in agreement) && !('to' in agreement) && !('dust' in agreement)) {
    return { id: id ?? agreementIdOf(normal), name, scope: normal, shares }
  }
  const { stages, from, to, dust } = agreement as Extract<
    AgreementsFile,
    { format: 'commonmast-agreements-v2' }
  >['agreements'][number]
  return {
    id: id ?? agreementIdOf(normal, from),
    name,
    scope: normal,
    shares,
    ...(stages && { stages: stages.map(normalStage) }),
    ...(from && { from }),
    ...(to && { to }),
    ...(dust && { dust }),
  }
}

/** Members are named in normal form. */
function normalStage(stage: Stage): Stage {
  const normal = <R extends { memberId?: string | undefined }>(receiver: R): R =>
    receiver.memberId === undefined ? receiver : { ...receiver, memberId: normalText(receiver.memberId) }
  switch (stage.kind) {
    case 'fixed':
    case 'until-recouped':
      return { ...stage, to: normal(stage.to) }
    case 'percentage':
    case 'remainder':
      return { ...stage, shares: stage.shares.map(normal) }
    case 'pool':
      return { ...stage, memberIds: stage.memberIds.map(normalText) }
    case 'reserve':
    case 'stability':
      return stage
  }
}

function normalScope(scope: TermsScope): TermsScope {
  if (scope.kind === 'group') return { kind: 'group', group: normalText(scope.group) }
  if (scope.kind !== 'hotspots') return scope
  return {
    kind: 'hotspots',
    hotspotIds: [...new Set(scope.hotspotIds.map((text) => hotspotReference(text, { field: 'hotspotIds' })))],
  }
}

function readPeriodFacts(file: AgreementsFile): PeriodFactsOfFile {
  if (file.format === 'commonmast-agreements-v1') return NO_PERIOD_FACTS
  const member = (id: string | null) => (id === null ? null : normalText(id))
  return {
    prices: file.prices,
    entries: file.entries.map((entry) => ({ ...entry, memberId: normalText(entry.memberId) })),
    minimumPayoutBaseUnits: BigInt(file.minimumPayoutBaseUnits),
    measures: {
      hotspots: file.measures.hotspots.map((each) => ({ ...each, hotspotKey: hotspotReference(each.hotspotKey) })),
      contributions: file.measures.contributions.map((each) => ({ ...each, memberId: normalText(each.memberId) })),
    },
    installs: file.installs.map((install, at) => ({
      ...install,
      id: `install-${at + 1}`,
      hotspotKey: hotspotReference(install.hotspotKey, { field: 'installs' }),
      hostId: member(install.hostId),
      installerId: member(install.installerId),
    })),
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
