import { expect, it } from 'vitest'
import { newSessionState } from '#core/provisioning/session/sessionState'
import { NEW_FLOW } from './fieldFlow'
import { whatIsKept } from './whatIsKept'

const session = newSessionState({ sessionId: 's', path: 'p', simulated: false })

it('says that nothing was learned when nothing was', () => {
  expect(whatIsKept(session, NEW_FLOW)).toBe('Nothing was learned of the device yet, and nothing was changed.')
  expect(whatIsKept(null, { ...NEW_FLOW, workOrderId: 'w' })).toBe('Kept: the work order.')
})

it('speaks of what was left half way while that is asked about', () => {
  expect(whatIsKept(null, { ...NEW_FLOW, asksUnfinished: true })).toBe('Kept: what is known of it.')
})

it('names each thing that is kept', () => {
  const known = { ...session, identified: true, connected: true, ssid: 'Mast' }
  expect(whatIsKept(known, { ...NEW_FLOW, workOrderId: 'w' })).toBe(
    'Kept: what the device said of itself, its connection to Mast and the work order.',
  )
})
