import { expect, test } from 'vitest'
import { networkName } from './networkName'

test('known networks have their names, others stay as written', () => {
  expect(networkName('ttn')).toBe('The Things Network')
  for (const own of ['Roof mesh', 'toString', '']) expect(networkName(own)).toBe(own)
})
