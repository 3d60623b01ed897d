import { expect, it } from 'vitest'
import { placeFoundFor, rememberPlace } from './positionSource'

it('a place that was found is offered again to its own device alone', () => {
  const place = { lat: 50.0614, lng: 19.9372, source: 'map', fix: null } as const
  expect(placeFoundFor(null)).toBeNull()
  rememberPlace('first', place)
  expect(placeFoundFor('first')).toEqual(place)
  expect(placeFoundFor('second')).toBeNull()
  rememberPlace(null, place)
  expect(placeFoundFor(null)).toBeNull()
})
