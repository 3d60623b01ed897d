/**
 * What pools are shared by, from delimited text: a hotspot's uptime or data, or a member's contribution. Only proportions
 * count, so decimals of a column become whole numbers together. SPEC.md, rule [PI4].
 */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { checkRowShape, indexColumns, parseTable, type Table } from '../files/parseTable'
import { normalText } from '../model/normalText'
import { Problem } from '../model/problem'
import { hotspotReference } from '../networks/deviceKey/hotspotReference'
import type { PoolMeasures } from './poolWeights'

export interface MeasuresReading {
  /** What the table is about; the other part stays as it was. */
  about: 'hotspots' | 'contributions'
  measures: PoolMeasures
  rows: number
  /** Rows that are not in it, by line. Money is not shared by half a table: use it only without any. */
  problems: FileProblem[]
  warnings: FileProblem[]
}

interface NamedMember {
  id: string
  name: string
}

const HOTSPOT_NAMES = ['hotspot', 'hotspot_key', 'key', 'gateway', 'station']

/**
 * @param text with `\n` line endings, as decodeText gives it
 * @throws Problem `measures.missing-columns` or `csv.*`; what is wrong with rows is in the reading
 */
export function readMeasuresTable(text: string, members: readonly NamedMember[]): MeasuresReading {
  const table = parseTable(text)
  const columns = indexColumns(table.headers)
  const hotspot = HOTSPOT_NAMES.map((name) => columns.get(name)).find((at) => at !== undefined)
  const [uptime, data] = [columns.get('uptime'), columns.get('data')]
  if (hotspot !== undefined && (uptime !== undefined || data !== undefined)) return readHotspots(table, { hotspot, uptime, data })
  const [member, contribution] = [columns.get('member'), columns.get('contribution')]
  if (member !== undefined && contribution !== undefined) return readContributions(table, { member, contribution }, members)
  throw new Problem(
    'measures.missing-columns',
    'No measures were found: name the columns hotspot and uptime or data, or member and contribution.',
    { line: table.headerLine || 1 },
  )
}

interface HotspotColumns {
  hotspot: number
  uptime: number | undefined
  data: number | undefined
}

function readHotspots(table: Table, columns: HotspotColumns): MeasuresReading {
  const lineOf = new Map<string, number>()
  const { found, problems } = readRows(table, (cells, line) => {
    const hotspotKey = hotspotReference(cells[columns.hotspot] ?? '', { field: 'hotspot' })
    const first = lineOf.get(hotspotKey)
    if (first !== undefined) {
      throw new Problem('measures.hotspot-twice', `The hotspot stands on line ${first} already: keep the row that is right.`, {
        field: 'hotspot',
      })
    }
    const uptime = readFigure(cells, columns.uptime, 'uptime')
    const data = readFigure(cells, columns.data, 'data')
    if (uptime === null && data === null) {
      throw new Problem('measures.empty', 'The row has no figure: write one, or leave the row out.')
    }
    lineOf.set(hotspotKey, line)
    return { hotspotKey, uptime, data }
  })
  const [uptimes, amounts] = [wholeNumbers(found.map(({ uptime }) => uptime)), wholeNumbers(found.map(({ data }) => data))]
  const hotspots = found.map(({ hotspotKey }, at) => ({
    hotspotKey,
    ...(uptimes[at] !== null && { uptime: uptimes[at] }),
    ...(amounts[at] !== null && { data: amounts[at] }),
  }))
  return readingOf(table, 'hotspots', { hotspots, contributions: [] }, problems)
}

/** A member who stands in several rows put all of it in. */
function readContributions(
  table: Table,
  columns: { member: number; contribution: number },
  members: readonly NamedMember[],
): MeasuresReading {
  const { found, problems } = readRows(table, (cells) => {
    const memberId = memberNamed(cells[columns.member] ?? '', members)
    const figure = readFigure(cells, columns.contribution, 'contribution')
    if (figure === null) throw new Problem('measures.empty', 'The row has no figure: write one, or leave the row out.')
    return { memberId, figure }
  })
  const whole = wholeNumbers(found.map(({ figure }) => figure))
  const sums = new Map<string, bigint>()
  found.forEach(({ memberId }, at) => {
    sums.set(memberId, (sums.get(memberId) ?? 0n) + BigInt(whole[at] ?? '0'))
  })
  const contributions = [...sums].map(([memberId, weight]) => ({ memberId, weight: weight.toString() }))
  return readingOf(table, 'contributions', { hotspots: [], contributions }, problems)
}

function readRows<R>(
  table: Table,
  readRow: (cells: readonly string[], line: number) => R,
): { found: R[]; problems: FileProblem[] } {
  const found: R[] = []
  const problems: FileProblem[] = []
  table.rows.forEach((cells, row) => {
    const line = table.lines[row] ?? 0
    try {
      checkRowShape(table, row)
      found.push(readRow(cells, line))
    } catch (thrown) {
      problems.push(toFileProblem(thrown, line))
    }
  })
  return { found, problems }
}

function readingOf(
  { rows, warnings }: Table,
  about: MeasuresReading['about'],
  measures: PoolMeasures,
  problems: FileProblem[],
): MeasuresReading {
  return { about, measures, rows: rows.length, problems, warnings }
}

/** A plain decimal; null for an empty cell. */
function readFigure(cells: readonly string[], column: number | undefined, field: string): string | null {
  const text = column === undefined ? '' : (cells[column] ?? '').trim()
  if (text === '') return null
  if (/^\d{1,30}(\.\d{1,12})?$/.test(text)) return text
  throw new Problem(
    'measures.malformed',
    `"${text.slice(0, 40)}" is not a figure: write digits, with a point before decimals, such as 99.5.`,
    { field },
  )
}

/** The same figures in the smallest decimal unit that any of them has, without leading zeros. */
function wholeNumbers(figures: readonly (string | null)[]): (string | null)[] {
  const decimalsOf = (text: string) => (text.split('.')[1] ?? '').replace(/0+$/, '').length
  const decimals = figures.reduce((most, text) => Math.max(most, text === null ? 0 : decimalsOf(text)), 0)
  return figures.map((text) => {
    if (text === null) return null
    const [whole = '', fraction = ''] = text.split('.')
    return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0')).toString()
  })
}

/** By id, or else by a name that only one member has. @throws Problem `measures.unknown-member` or `measures.two-members` */
function memberNamed(cell: string, members: readonly NamedMember[]): string {
  const text = normalText(cell)
  if (members.some(({ id }) => id === text)) return text
  const [only, other] = members.filter(({ name }) => normalText(name) === text)
  if (only && !other) return only.id
  if (only) {
    throw new Problem('measures.two-members', `Two members are called "${text.slice(0, 60)}": write the member's id.`, {
      field: 'member',
    })
  }
  throw new Problem('measures.unknown-member', `"${text.slice(0, 60)}" is not a member: add the member, or correct the row.`, {
    field: 'member',
  })
}
