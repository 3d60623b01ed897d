import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementIdOf } from './agreementId'
import { readAgreements } from './agreementsFile'

const HOTSPOTS =
  '{"name":"Roofs","scope":{"kind":"hotspots","hotspotIds":["h1","h2"]},"shares":[{"memberId":"a","percent":"100"}]}'
const GROUP = '{"name":"Harbour","scope":{"kind":"group","group":"harbour"},"shares":[{"memberId":"a","percent":"100"}]}'
const ids = (...agreements: string[]) =>
  readAgreements(
    'a.json',
    `{"format":"commonmast-agreements-v1","members":[{"id":"a","name":"A"}],"agreements":[${agreements.join(',')}]}`,
  ).agreements.map(({ id }) => id)

describe('agreementIdOf', () => {
  it('[AF7] an agreement without an id has one from what it is for, wherever it stands', () => {
    expect(ids(HOTSPOTS, GROUP)).toEqual(ids(GROUP, HOTSPOTS).toReversed())
    expect(ids(HOTSPOTS)).not.toEqual(ids(GROUP))
    expect(ids(HOTSPOTS.replace('"h1","h2"', '"h2","h1","h2"'))).toEqual(ids(HOTSPOTS))
    const csv = readAgreements('a.csv', 'hotspot,member,percent\ngroup:harbour,a,100\n*,a,100\n').agreements
    expect(csv.map(({ id }) => id)).toEqual([...ids(GROUP), 'default'])
  })

  it('[AF7] has another id for other hotspots, and the same in any order', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(keys, keys, (first, second) => {
        const idOf = (hotspotIds: string[]) => agreementIdOf({ kind: 'hotspots', hotspotIds })
        expect(idOf(first)).toBe(idOf(first.toReversed()))
        const same = [...first].sort().join('\n') === [...second].sort().join('\n')
        expect(idOf(first) === idOf(second)).toBe(same)
      }),
    )
  })
})
