import { expect, test } from 'vitest'
import { z } from 'zod'
import { mergePlanOf } from './mergePlan'
import { mergePlans } from './recordTables'
import { sharedRecords } from './tableDeclaration'

test('where a hotspot stands and the words for it are merged apart', () => {
  const registers = mergePlans.get('hotspots')?.registers
  expect(registers?.get('lat')?.fields).toEqual(['lat', 'lng', 'h3'])
  expect(registers?.get('place')?.fields).toEqual(['place'])
})

test('a field cannot share its name with fields that are merged together without being one of them', () => {
  const declaration = sharedRecords({
    name: 'sites',
    schema: z.object({ id: z.string(), lat: z.number(), lng: z.number(), place: z.string() }),
    indexes: 'id',
    identity: 'minted',
    writers: ['operator'],
    personal: [],
    merge: {
      lat: { together: 'place', rule: 'last-writer' },
      lng: { together: 'place', rule: 'last-writer' },
      place: 'last-writer',
    },
  })
  expect(() => mergePlanOf(declaration)).toThrow('sites.place')
})
