import { expect, it } from 'vitest'
import { lookAlikes } from './lookAlikes'
import type { Member } from './records'

const member = (id: string, address: string | null): Member => ({
  id,
  name: id,
  address,
  role: 'member',
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
})

it('finds the same address and one with the same ends, never the member itself', () => {
  const members = [
    member('ada', '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'),
    member('eve', '0xC347000000000000000000000000000000aa07b5'),
    member('bo', '0xB298394f965D5C1c55126882103E7b43B8f02F0D'),
    member('cy', null),
  ]
  const found = lookAlikes('0xC347B7Ade2b3b833C08e431C65463Aada34107B5', null, members)
  expect(found.same.map(({ id }) => id)).toEqual(['ada'])
  expect(found.similar.map(({ id }) => id)).toEqual(['eve'])
  expect(lookAlikes('0xC347B7Ade2b3b833C08e431C65463Aada34107B5', 'ada', members).same).toEqual([])
})
