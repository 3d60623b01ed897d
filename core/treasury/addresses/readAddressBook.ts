/** Members and addresses from a sealed address book or from a table with the columns member (or id), name, role and address. */
import { type FileProblem, toFileProblem } from '../../files/fileProblem'
import { parseBoundedJson } from '../../files/parseBoundedJson'
import { checkRowShape, columnKey, parseTable, requireColumns, type Table } from '../../files/parseTable'
import { normalText } from '../../model/normalText'
import { Problem } from '../../model/problem'
import type { ReadMember } from '../../rewards/agreementsReading'
import { memberProblems } from '../../rewards/memberProblems'
import { ADDRESS_BOOK_FORMAT, checkAddressBook } from './addressBookFile'

export interface AddressBookReading {
  format: typeof ADDRESS_BOOK_FORMAT | 'members-csv'
  members: ReadMember[]
  problems: FileProblem[]
}

/** Whether a table is one of members: an address for each, and no hotspots or shares. */
export function isMemberTable(headers: readonly string[]): boolean {
  const columns = new Set(headers.map(columnKey))
  const others = ['hotspot', 'percent', 'parts', 'payment_split', 'lat', 'latitude', 'amount']
  return (columns.has('member') || columns.has('id')) && columns.has('address') && !others.some((name) => columns.has(name))
}

/**
 * Everything that could be read, and the problems; a file with any of them is used for nothing.
 * @param text of the file
 * @throws Problem `address-book.unknown-form`, `address-book.unreadable` or `address-book.altered`
 */
export function readAddressBook(text: string): AddressBookReading {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (/^\s*[{[]/.test(plain)) return readBook(parseBoundedJson(plain))
  const table = parseTable(plain)
  if (isMemberTable(table.headers)) return readTable(table)
  throw new Problem('address-book.unknown-form', 'This file holds no members: give the columns member, name, role, address.')
}

function readBook(document: unknown): AddressBookReading {
  const { members } = checkAddressBook(document)
  const read = members.map((member) => ({ ...member, id: normalText(member.id) }))
  const problems = memberProblems(
    read,
    read.map(() => null),
  )
  return { format: ADDRESS_BOOK_FORMAT, members: read, problems }
}

function readTable(table: Table): AddressBookReading {
  const found = new Set(table.headers.map(columnKey))
  const key = found.has('member') ? 'member' : 'id'
  const names = [key, 'address', ...['name', 'role'].filter((name) => found.has(name))]
  const members: ReadMember[] = []
  const lines: (number | null)[] = []
  const problems: FileProblem[] = []
  try {
    const columns = requireColumns(table, names)
    table.rows.forEach((cells, row) => {
      const line = table.lines[row] ?? null
      const cell = (name: string) => withoutGuard((cells[columns.get(name) ?? -1] ?? '').trim())
      try {
        checkRowShape(table, row)
        const id = normalText(cell(key))
        if (id === '') throw new Problem('member.no-id', 'The row names no member: write whose address it is.', { field: key })
        // An empty cell says nothing, so that a table can leave out what it does not know.
        const said = { name: cell('name'), address: cell('address'), role: cell('role') }
        members.push({ id, ...Object.fromEntries(Object.entries(said).filter(([, text]) => text !== '')) })
        lines.push(line)
      } catch (thrown) {
        problems.push(toFileProblem(thrown, line))
      }
    })
  } catch (thrown) {
    problems.push(toFileProblem(thrown))
  }
  return { format: 'members-csv', members, problems: [...problems, ...memberProblems(members, lines)] }
}

/** The apostrophe that our own tables have before what a spreadsheet would take for a formula. */
function withoutGuard(text: string): string {
  return /^'[=+\-@＝＋－＠]/u.test(text) ? text.slice(1) : text
}
