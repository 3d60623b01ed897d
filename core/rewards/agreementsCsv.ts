/**
 * Agreements as a table: one row per hotspot and member, with the columns hotspot, member, percent, address. The hotspot
 * `*` stands for every hotspot without rows of its own, `group:NAME` for the hotspots of a group.
 */

import { parsePercent } from '../agreements/percent'
import { toFileProblem } from '../files/fileProblem'
import { checkRowShape, columnKey, requireColumns, type Table } from '../files/parseTable'
import { normalText } from '../model/normalText'
import { Problem } from '../model/problem'
import type { Agreement } from '../model/records'
import type { StageShare } from '../model/terms'
import { hotspotReference } from '../networks/deviceKey/hotspotReference'
import { agreementIdOf } from './agreementId'
import { type LocatedAgreements, NO_PERIOD_FACTS } from './agreementsReading'
import type { AgreementFacts } from './termsOf'

const GROUP = 'group:'
/** What a person means by it, and nobody should have to guess. */
const GROUP_LIKE = /^groups?\s*[:=]/i

/** Rows that cannot be read are left out and named in the problems. */
export function readAgreementsCsv(table: Table): LocatedAgreements {
  const collector = new AgreementsCollector()
  try {
    const withAddress = table.headers.some((header) => columnKey(header) === 'address')
    const inParts = table.headers.some((header) => columnKey(header) === 'parts')
    const withPercent = !inParts || table.headers.some((header) => columnKey(header) === 'percent')
    const columns = requireColumns(table, [
      'hotspot',
      'member',
      ...(withPercent ? ['percent'] : []),
      ...(inParts ? ['parts'] : []),
      ...(withAddress ? ['address'] : []),
    ])
    collector.readRows(table, columns, (cell) => {
      const hotspot = cell('hotspot')
      const member = cell('member')
      if (hotspot === '')
        throw new Problem('agreements.no-hotspot', 'The row names no hotspot: write * for all others.', { field: 'hotspot' })
      if (member === '')
        throw new Problem('agreements.no-member', 'The row names no member: write who has the share.', { field: 'member' })
      return {
        hotspot,
        member,
        percent: withPercent ? cell('percent') : '',
        parts: inParts ? cell('parts') : '',
        address: cell('address') || undefined,
        scope: scopeOf(hotspot),
      }
    })
  } catch (thrown) {
    collector.result.problems.push(toFileProblem(thrown))
  }
  return collector.result
}

function scopeOf(hotspot: string): Agreement['scope'] {
  if (hotspot === '*') return { kind: 'default' }
  if (!hotspot.startsWith(GROUP) && GROUP_LIKE.test(hotspot)) {
    throw new Problem(
      'agreements.group-prefix',
      `"${hotspot.slice(0, 60)}" could be a group or a hotspot's key: write group: in small letters before a group's name.`,
      { field: 'hotspot' },
    )
  }
  if (!hotspot.startsWith(GROUP)) return { kind: 'hotspots', hotspotIds: [hotspotReference(hotspot, { field: 'hotspot' })] }
  const group = hotspot.slice(GROUP.length).trim()
  if (group === '') throw new Problem('agreements.no-group', 'The row names no group: write group:NAME.', { field: 'hotspot' })
  return { kind: 'group', group }
}

interface ShareRow {
  hotspot: string
  member: string
  /** One of the two; the other is empty. */
  percent: string
  parts: string
  /** Undefined where the row has none: it then says nothing of the address. */
  address: string | undefined
  scope: Agreement['scope']
}

/** Gathers rows of one share each into members and agreements, in the order in which they first appear. */
export class AgreementsCollector {
  readonly result: LocatedAgreements = {
    members: [],
    groups: [],
    agreements: [],
    period: NO_PERIOD_FACTS,
    problems: [],
    agreementLines: [],
    memberLines: [],
  }
  private readonly agreementAt = new Map<string, number>()
  private readonly memberAt = new Map<string, number>()

  readRows(table: Table, columns: Map<string, number>, read: (cell: (name: string) => string) => ShareRow): void {
    table.rows.forEach((cells, row) => {
      const line = table.lines[row] ?? null
      try {
        checkRowShape(table, row)
        this.add(
          read((name) => normalText(cells[columns.get(name) ?? -1] ?? '')),
          line,
        )
      } catch (thrown) {
        this.result.problems.push(toFileProblem(thrown, line))
      }
    })
    if (table.rows.length === 0) {
      this.result.problems.push({
        line: table.headerLine,
        field: null,
        message: 'The file has a header and no rows: add the shares.',
      })
    }
  }

  private add({ hotspot, member, percent, parts, address, scope }: ShareRow, line: number | null): void {
    if (percent !== '' && parts !== '') {
      throw new Problem('agreements.percent-and-parts', 'The row has a percentage and parts: keep the one that is meant.', {
        field: 'parts',
      })
    }
    if (parts === '') parsePercent(percent, { field: 'percent' })
    else if (!/^\d{1,18}$/.test(parts)) {
      throw new Problem(
        'agreements.bad-parts',
        `"${parts.slice(0, 40)}" is no number of parts: write a whole number such as 1.`,
        {
          field: 'parts',
        },
      )
    }
    this.addMember(member, address, line)
    const { agreements, agreementLines } = this.result
    const id = agreementIdOf(scope)
    const at = this.agreementAt.get(id) ?? agreements.length
    if (at === agreements.length) {
      agreements.push({ id, name: hotspot === '*' ? 'All other hotspots' : hotspot, scope, shares: [] })
      agreementLines.push(line)
      this.agreementAt.set(id, at)
    }
    const agreement = agreements[at]
    if (!agreement) return
    if (parts === '') agreement.shares.push({ memberId: member, percent })
    else inPartsOf(agreement).push({ memberId: member, parts })
  }

  private addMember(id: string, address: string | undefined, line: number | null): void {
    const { members, memberLines } = this.result
    const known = members[this.memberAt.get(id) ?? -1]
    if (!known) {
      this.memberAt.set(id, members.length)
      members.push(address === undefined ? { id } : { id, address })
      memberLines.push(line)
      return
    }
    if (address === undefined) return
    if (known.address && known.address !== address) {
      throw new Problem(
        'agreements.two-addresses',
        `Member "${id}" has another address in a row before (${known.address}): give each member one address.`,
        { field: 'address' },
      )
    }
    known.address = address
  }
}

/** The shares in parts of an agreement: one stage, which takes all. */
function inPartsOf(agreement: AgreementFacts): StageShare[] {
  agreement.stages ??= [{ id: 'shares', kind: 'remainder', shares: [] }]
  const [stage] = agreement.stages
  return stage?.kind === 'remainder' ? stage.shares : []
}
