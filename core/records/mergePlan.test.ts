import { expect, test } from 'vitest'
import { z } from 'zod'
import { mergePlanOf } from './mergePlan'
import { mergePlans } from './recordTables'
import { sharedRecords } from './tableDeclaration'

test('a name stands for a field or for fields that say one thing together, never for both', () => {
  const place = { together: 'place', rule: 'last-writer' } as const
  const declaration = sharedRecords({
    name: 'sites',
    schema: z.object({ id: z.string(), lat: z.number(), lng: z.number(), place: z.string() }),
    indexes: 'id',
    identity: 'minted',
    writers: ['operator'],
    personal: [],
    merge: { lat: place, lng: place, place: 'last-writer' },
  })
  expect(() => mergePlanOf(declaration)).toThrow('"place" is the name of a field')
})

test('where a hotspot stands and what its place is called are changed apart', () => {
  const registers = mergePlans.get('hotspots')?.registers
  expect(registers?.get('lat')?.fields).toEqual(['lat', 'lng', 'h3'])
  expect(registers?.get('place')?.fields).toEqual(['place'])
})
