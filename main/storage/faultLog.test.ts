import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { openFaultLog } from './faultLog'

let folder: string
let at: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-faults-'))
  at = Date.parse('2026-11-20T12:00:00Z')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const MINUTE_MS = 60_000
const open = (options: { fileBytes?: number; home?: string } = {}) =>
  openFaultLog({ folder, version: '1.2.3', home: '/home/ada', now: () => new Date(at), ...options })
const fault = (message: string) => describeFault('main', null, new Error(message))
const files = () => readdirSync(folder).sort()

describe('the fault log', () => {
  it('keeps faults over a restart, and lists the newest first', () => {
    open().write(fault('first'))
    at += 1
    open().write(describeFault('call', 'backup.keep', new Problem('disk.full', 'Free some space.')))
    expect(open().list(10)).toMatchObject({
      total: 2,
      faults: [
        { source: 'call', name: 'backup.keep', code: 'disk.full', message: 'Free some space.', at: '2026-11-20T12:00:00.001Z' },
        { source: 'main', code: null, message: 'first', version: '1.2.3', left: 0 },
      ],
    })
    expect(open().list(1).faults).toHaveLength(1)
    expect(
      open()
        .text()
        .split('\n')
        .map((line) => line && JSON.parse(line).message),
    ).toEqual(['first', 'Free some space.', ''])
  })

  it('can be read by its owner alone', () => {
    open().write(fault('x'))
    expect(statSync(join(folder, 'faults.jsonl')).mode & 0o777).toBe(0o600)
  })

  it('begins a new file when one is full, and lets the oldest go', () => {
    const log = open({ fileBytes: 4_000 })
    for (let count = 0; count < 40; count += 1) {
      at += MINUTE_MS
      log.write(fault(`fault ${count}`))
    }
    expect(files()).toEqual(['faults.1.jsonl', 'faults.2.jsonl', 'faults.3.jsonl', 'faults.jsonl'])
    for (const name of files()) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(4_000)
    const { faults, total } = log.list(1_000)
    expect(total).toBeLessThan(40)
    expect(faults.map(({ message }) => message)).toEqual(Array.from({ length: total }, (_, back) => `fault ${39 - back}`))
  })

  it('bounds a line, whatever is told', () => {
    const cause = { message: '"'.repeat(1_000), stack: '\u0001'.repeat(4_000) }
    open().write({
      source: 'window',
      name: null,
      code: null,
      message: '\u0001'.repeat(1_000),
      stack: cause.stack,
      causes: Array(5).fill(cause),
    })
    const text = readFileSync(join(folder, 'faults.jsonl'), 'utf8')
    expect(text.length).toBeLessThanOrEqual(24 * 1024)
    expect(open().list(1).total).toBe(1)
  })

  it('writes no more of one source in a minute than a person can read, and says how many it left out', () => {
    const log = open()
    for (let count = 0; count < 100; count += 1) log.write({ ...fault(`window ${count}`), source: 'window' })
    log.write(fault('of main'))
    expect(log.list(1_000).total).toBe(31)
    at += MINUTE_MS
    log.write({ ...fault('later'), source: 'window' })
    expect(log.list(1).faults).toMatchObject([{ message: 'later', left: 70 }])
  })

  it('writes once what is thrown on and met again', () => {
    const log = open()
    const full = new Problem('disk.full', 'Free some space.')
    log.note('main', 'journal', full)
    log.note('call', 'payout.sign', full)
    log.note('call', 'payout.sign', new Problem('payout.sign-failed', 'Sign again.', { cause: full }))
    expect(log.list(10).faults).toMatchObject([{ source: 'main', name: 'journal' }])
  })

  it('writes neither the home folder nor a secret that a window tells', () => {
    const stack = 'Error: x\n    at open (/home/ada/commonmast/main.js:1:2)'
    open().write({ ...fault('no /home/ada/x'), stack, causes: [{ message: 'password=hunter2', stack: 'psk: hunter2' }] })
    expect(open().text()).not.toMatch(/ada|hunter2/)
    expect(open().list(1).faults[0]).toMatchObject({
      message: 'no ~/x',
      stack: expect.stringContaining('(~/commonmast/main.js:1:2)'),
    })
  })

  it('passes over what it cannot read, and joins nothing to a line that a power cut tore', () => {
    open().write(fault('whole'))
    appendFileSync(join(folder, 'faults.jsonl'), 'not JSON\n{"source":"main","mess')
    open().write(fault('after'))
    expect(
      open()
        .list(10)
        .faults.map(({ message }) => message),
    ).toEqual(['after', 'whole'])
  })

  it('throws nothing where nothing can be written or read', () => {
    const log = open()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file')
    log.write(fault('lost'))
    expect(log.list(10)).toEqual({ faults: [], total: 0 })
    rmSync(folder)
  })
})
