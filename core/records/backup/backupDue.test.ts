import { describe, expect, it } from 'vitest'
import { backupDueAt } from './backupDue'
import { newestVerified } from './newestVerified'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = 1_000 * HOUR

describe('a copy that the program keeps by itself', () => {
  const need = { entries: 1, backedUpMs: at, writtenMs: at + 10 * MINUTE, failedMs: null }

  it('[BR11] is not due while nothing has changed', () => {
    expect(backupDueAt({ ...need, entries: 0 })).toBeNull()
    expect(backupDueAt({ ...need, entries: 0, backedUpMs: null })).toBeNull()
  })

  it('[BR11] is due four hours after the last, or once fifty entries were written, and never while somebody writes', () => {
    expect(backupDueAt(need)).toBe(at + 4 * HOUR)
    expect(backupDueAt({ ...need, entries: 50 })).toBe(at + 12 * MINUTE)
    expect(backupDueAt({ ...need, backedUpMs: null })).toBe(at + 12 * MINUTE)
    expect(backupDueAt({ ...need, writtenMs: at + 5 * HOUR })).toBe(at + 5 * HOUR + 2 * MINUTE)
  })

  it('[BR11] is tried again an hour after it failed', () => {
    expect(backupDueAt({ ...need, entries: 50, failedMs: at + 30 * MINUTE })).toBe(at + 90 * MINUTE)
  })
})

it('[BR12] the newest backup is the newest copy that was verified', () => {
  const holds = { actor: 'ada', made: 3 }
  const failed = { name: 'c', at: '3', verified: { verdict: { isWhole: false as const } } }
  const unseen = { name: 'b', at: '2', verified: null }
  const whole = { name: 'a', at: '1', verified: { verdict: { isWhole: true as const, rows: 9, holds } } }
  expect(newestVerified([failed, unseen, whole])).toEqual({ name: 'a', at: '1', rows: 9, holds })
  expect(newestVerified([failed, unseen])).toBeNull()
})
