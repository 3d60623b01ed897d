import { describe, expect, it } from 'vitest'
import { exampleSplit } from './exampleSplit'
import { checkMembers, sharedAddresses } from './splitMembers'

const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const refused = (code: string) => expect.objectContaining({ code })
const member = (id: string, address: string | null) => ({ id, name: id, address })

describe('members of a split', () => {
  it('[MB1] have ids of their own', () => {
    expect(() => checkMembers([member('ada', ADA), member('ada', null)])).toThrow(refused('member.duplicate'))
  })

  it('[MB2] have addresses with their checksum, and not the zero address', () => {
    expect([...checkMembers([member('ada', ADA), member('bo', null)]).keys()]).toEqual(['ada', 'bo'])
    for (const address of [ADA.toLowerCase(), ADA.replace('B5', 'b5'), `0x${'0'.repeat(40)}`, ADA.slice(0, -1)]) {
      expect(() => checkMembers([member('ada', address)])).toThrow(/"ada"|ada/)
    }
  })

  it('[MB3] without an address are held for, and counted in the total', () => {
    const { members, totals, closing } = exampleSplit()
    const cy = members.find(({ id }) => id === 'cy')
    expect(cy).toMatchObject({ status: 'held', paidBaseUnits: '0', heldBaseUnits: cy?.amountBaseUnits })
    expect(closing.accounts).toEqual([{ kind: 'held', owner: 'cy', baseUnits: cy?.amountBaseUnits }])
    expect(BigInt(totals.paidBaseUnits) + BigInt(totals.heldBaseUnits)).toBe(BigInt(totals.totalBaseUnits))
  })

  it('[MB4] may share an address, and are named then', () => {
    const members = [member('ada', ADA), member('bo', null), member('cy', null), member('di', ADA)]
    expect(sharedAddresses(members)).toEqual([{ address: ADA, memberIds: ['ada', 'di'] }])
    expect(exampleSplit().totals.payees).toBe(2)
  })
})
