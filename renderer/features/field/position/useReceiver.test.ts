import { expect, it, vi } from 'vitest'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import { newSessionState } from '#core/provisioning/session/sessionState'
import { averagedBy } from './useReceiver'

vi.mock('../deviceSession', () => ({ sound: () => undefined }))
vi.mock('./receiveFix', () => ({ receiveFix: () => undefined }))

const fix: AveragedPosition = {
  lat: 50.0614,
  lng: 19.9372,
  altitudeM: null,
  fixes: 200,
  scatterRmsM: 1.2,
  scatterMaxM: 3.1,
  quality: 'gps',
  hdop: 0.9,
  satellites: 9,
  firstTime: '2026-05-01T10:00:00Z',
  lastTime: '2026-05-01T10:03:20Z',
}
const state = { ...newSessionState({ sessionId: 's', path: '/dev/ttyACM0', simulated: false }), position: fix }

it('what was averaged is left over however a measurement is left', () => {
  expect(averagedBy({ kind: 'measured', fix, state, problem: null })).toEqual(fix)
  expect(averagedBy({ kind: 'running', state })).toEqual(fix)
  expect(averagedBy({ kind: 'none', fix })).toEqual(fix)
  expect(averagedBy({ kind: 'running', state: null })).toBeNull()
  expect(averagedBy({ kind: 'running', state: { ...state, position: null } })).toBeNull()
})
