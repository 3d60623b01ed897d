import { expect, it } from 'vitest'
import { addressChangeRequest, examineAddressChange, readAddressChangeRequest } from './addressChangeRequest'

const facts = {
  memberId: 'ada',
  memberName: 'Ada',
  previousAddress: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7',
  address: '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7',
  requestedAt: '2026-11-30T12:00:00.000Z',
}

it('[AD8] a request is read as it was saved and not otherwise', () => {
  const text = JSON.stringify(addressChangeRequest(facts))
  expect(readAddressChangeRequest(text).facts).toEqual(facts)
  expect(() => readAddressChangeRequest(text.replace('"Ada"', '"Bo"'))).toThrow(/changed after it was saved/)
  expect(() => readAddressChangeRequest(text.slice(1))).toThrow(/no whole JSON/)
  expect(() => readAddressChangeRequest('{"format":"commonmast-payout-v4"}')).toThrow(/asks for no confirmation/)
})

it('[AD8] whoever is asked is told that the new address looks like the old one', () => {
  expect(examineAddressChange(facts)).toMatchObject([{ kind: 'looks-like-own', severity: 'stop' }])
  expect(examineAddressChange({ ...facts, address: '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C' })).toEqual([])
  expect(examineAddressChange({ ...facts, address: facts.address.toLowerCase() })).toMatchObject([{ severity: 'refuse' }])
})
