import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBookCsv, addressBookFile } from './addressBookFile'
import { isMemberTable, readAddressBook } from './readAddressBook'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const members = [
  { id: 'bo', name: '=Bo, the "younger"', role: '', address: null },
  { id: 'ada', name: 'Ada', role: 'treasurer', address: ADA },
]
const book = addressBookFile(members, 'Harbour Mesh', '2026-11-30T12:00:00.000Z')

describe('address book', () => {
  it('[AD5] comes back as it was saved, in order, and says of nobody more than it should', () => {
    expect(book.members.map(({ id }) => id)).toEqual(['ada', 'bo'])
    expect(readAddressBook(JSON.stringify(book))).toEqual({
      format: 'commonmast-address-book-v1',
      members: [members[1], members[0]],
      problems: [],
    })
  })

  it('[AD5] one changed character in any of its values is found', () => {
    const text = JSON.stringify(book)
    const values = [...text.matchAll(/"(?:0x[0-9a-zA-Z]+|Ada|treasurer|Harbour Mesh|[0-9a-f]{64})"/g)]
    const places = values.flatMap((match) => Array.from({ length: match[0].length - 2 }, (_, at) => match.index + 1 + at))
    expect(places.length).toBeGreaterThan(100)
    fc.assert(
      fc.property(fc.constantFrom(...places), (at) => {
        const altered = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
        expect(() => readAddressBook(altered)).toThrow(/changed after it was saved|cannot be read/)
      }),
    )
  })

  it('as a table keeps names that look like formulas, and an empty cell says nothing', () => {
    const { members: read, problems } = readAddressBook(addressBookCsv(members))
    expect(problems).toEqual([])
    expect(read).toEqual([
      { id: 'ada', name: 'Ada', role: 'treasurer', address: ADA },
      { id: 'bo', name: '=Bo, the "younger"' },
    ])
  })

  it('names what is wrong in a table by its line', () => {
    const text = `id;address\nada;${ADA.toLowerCase()}\n;${ADA}\nAda;${ADA}\n`
    const { problems } = readAddressBook(text)
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'id'],
      [2, 'address'],
      [4, 'member'],
    ])
  })

  it('takes no table of agreements or hotspots for members', () => {
    expect(isMemberTable(['member', 'address'])).toBe(true)
    expect(isMemberTable(['hotspot', 'member', 'percent', 'address'])).toBe(false)
    expect(isMemberTable(['id', 'address', 'lat', 'lng'])).toBe(false)
    expect(() => readAddressBook('member,name\nada,Ada\n')).toThrow(/holds no members/)
  })
})
