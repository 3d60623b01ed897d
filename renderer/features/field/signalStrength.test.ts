import { expect, it } from 'vitest'
import { signalStrength } from './signalStrength'

it('gives fewer bars the weaker the signal', () => {
  expect([-40, -55, -56, -67, -68, -78, -79, -100].map((rssi) => signalStrength(rssi).bars)).toEqual([4, 4, 3, 3, 2, 2, 1, 1])
  expect(signalStrength(-90).word).toBe('very weak')
})
