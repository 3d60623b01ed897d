import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureText } from '../../fixtures/readFixture'
import { readAgreements } from './agreementsFile'
import type { ReadMember } from './agreementsReading'
import { type MemberFacts, mergeMembers } from './mergeMembers'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const book: MemberFacts[] = [
  { id: 'ada', name: 'Ada Lovelace', address: ADA, role: 'treasurer' },
  { id: 'bo', name: 'Bo', address: null, role: 'member' },
]
const readCase = (name: string) => readAgreements(name, readFixtureText(`cases/money/${name}`)).members

describe('mergeMembers', () => {
  it('[MM1] a file of shares alone changes nobody', () => {
    expect(readCase('pay-05-shares-only.csv')).toEqual([{ id: 'ada' }, { id: 'bo' }])
    expect(mergeMembers(book, readCase('pay-05-shares-only.csv'))).toEqual({ changed: [], addressDiffers: [] })
  })

  it('[MM2] another address is returned and not taken', () => {
    const { changed, addressDiffers } = mergeMembers(book, readCase('pay-04-redirect.csv'))
    expect(changed).toEqual([])
    expect(addressDiffers).toEqual([
      {
        memberId: 'ada',
        name: 'Ada Lovelace',
        from: ADA,
        to: '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7',
      },
      { memberId: 'bo', name: 'Bo', from: null, to: BO },
    ])
    expect(mergeMembers(book, [{ id: 'ada', address: null }]).addressDiffers).toMatchObject([{ from: ADA, to: null }])
  })

  it('[MM3] a new member comes with what the file says, and a known one takes a stated name and role', () => {
    const read = [
      { id: 'cy', address: BO },
      { id: 'dee', name: 'Dee', address: null, role: 'host' },
      { id: 'bo', name: 'Bo B' },
    ]
    expect(mergeMembers(book, read)).toEqual({
      changed: [
        { id: 'cy', name: 'cy', address: BO, role: 'member' },
        { id: 'dee', name: 'Dee', address: null, role: 'host' },
        { id: 'bo', name: 'Bo B', address: null, role: 'member' },
      ],
      addressDiffers: [],
    })
  })

  it('[MM1] [MM2] whatever a file says, no known member loses a name or an address or is paid elsewhere', () => {
    const said = fc.record(
      { id: fc.constantFrom('ada', 'bo', 'new'), name: fc.constantFrom('X', 'Y'), address: fc.constantFrom(null, ADA, BO) },
      { requiredKeys: ['id'] },
    )
    fc.assert(
      fc.property(fc.uniqueArray(said, { selector: ({ id }) => id }), (read: ReadMember[]) => {
        for (const after of mergeMembers(book, read).changed) {
          const before = book.find(({ id }) => id === after.id)
          if (before) expect(after.address).toBe(before.address)
          expect(after.name).not.toBe('')
        }
      }),
    )
  })
})
