import { expect, test } from 'vitest'
import { Problem } from '#core/model/problem'
import { isBusyFault, ledgerProblem } from './ledgerProblem'

test.each([
  [{ _tag: 'EthAppCommandError', errorCode: '6985', message: 'Condition not satisfied' }, 'ledger.rejected'],
  [{ _tag: 'ActionRefusedError', errorCode: '5501' }, 'ledger.rejected'],
  [Object.assign(new Error('denied'), { name: 'TransportStatusError', statusCode: 0x6985 }), 'ledger.rejected'],
  [{ _tag: 'GlobalCommandError', errorCode: '5515' }, 'ledger.locked'],
  [{ _tag: 'EthAppCommandError', errorCode: '6982' }, 'ledger.locked'],
  [{ _tag: 'DeviceLockedError' }, 'ledger.locked'],
  [{ errorCode: '6511' }, 'ledger.wrong-app'],
  [{ errorCode: '6E00' }, 'ledger.wrong-app'],
  [{ errorCode: '6a80' }, 'ledger.blind-signing-off'],
  [{ _tag: 'BlindSigningVetoed' }, 'ledger.typed-data-not-shown'],
  [{ _tag: 'MalformedSignature' }, 'ledger.malformed-answer'],
  [{ _tag: 'LinkBroken', originalError: new Error('read failed') }, 'ledger.link-broken'],
  [{ _tag: 'LinkBroken', originalError: { name: 'LedgerAnswerTimeout' } }, 'ledger.timeout'],
  [{ _tag: 'LinkBroken', originalError: { name: 'LedgerReviewTimeout' } }, 'ledger.review-timeout'],
  [{ _tag: 'LinkBroken', originalError: { name: 'DisconnectedDeviceDuringOperation' } }, 'ledger.disconnected'],
  [{ errorCode: '6501' }, 'ledger.transaction-kind'],
  [Object.assign(new Error('gone'), { name: 'DisconnectedDeviceDuringOperation' }), 'ledger.disconnected'],
  [{ _tag: 'UnknownDeviceExchangeError', originalError: { _tag: 'DeviceDisconnectedWhileSendingError' } }, 'ledger.disconnected'],
  [{ name: 'TransportRaceCondition' }, 'ledger.busy'],
  [{ _tag: 'AlreadySendingApduError' }, 'ledger.busy'],
  [{ _tag: 'InvalidStatusWordError', originalError: new Error('R is missing') }, 'ledger.failed'],
  ['something else', 'ledger.failed'],
  [undefined, 'ledger.failed'],
])('%o is %s', (error, code) => {
  expect(ledgerProblem(error).code).toBe(code)
})

test.each([
  ['address', '6985', 'ledger.address-rejected', 'not the one on this screen'],
  ['call', '6a80', 'ledger.blind-signing-off', 'Blind signing'],
  ['typed-data', '6a80', 'ledger.blind-signing-off', 'Raw messages'],
  ['transfer', '6a80', 'ledger.refused-data', 'update'],
  ['message', '6985', 'ledger.rejected', 'nothing was signed'],
] as const)('about %s, %s is %s', (subject, errorCode, code, advice) => {
  expect(ledgerProblem({ errorCode }, subject)).toMatchObject({ code, message: expect.stringContaining(advice) })
})

test('a Problem stays as it is, and the cause keeps what the device said', () => {
  const problem = new Problem('ledger.path', 'Write it like so.')
  expect(ledgerProblem(problem)).toBe(problem)
  expect(ledgerProblem({ _tag: 'X', originalError: new Error('R is missing') }).cause).toBe('X: Error R is missing')
})

test('busy is told apart from a broken link', () => {
  expect(isBusyFault({ name: 'TransportRaceCondition' })).toBe(true)
  expect(isBusyFault({ name: 'DisconnectedDevice' })).toBe(false)
})
