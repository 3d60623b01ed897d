import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalAnchor } from '#core/journal/journalAnchor'
import { filePermissionsBox } from '../storage/secretBox'
import { type Console, createConsole } from './composeHandlers'
import { connectClient } from './testing/connectClient'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonmast-console-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

function open(options: { newKey?: boolean } = {}): Promise<Console> {
  return createConsole({ dataDir, shell: 'browser', version: '1.2.3', secretBox: filePermissionsBox, ...options })
}

describe('the console', () => {
  it('keeps backups and says so in the journal, whose chain holds', async () => {
    const running = await open()
    const client = connectClient(running)
    const text = JSON.stringify({ format: 'commonmast-backup-v1' })
    const kept = await client.call('backup.keep', { text })
    expect(kept).toMatchObject({ kept: 1, bytes: text.length })
    expect(await client.call('backup.list', {})).toHaveLength(1)
    const journal = await client.call('journal.list', {})
    expect(journal).toMatchObject({ total: 2, intact: true, brokenAt: null, lost: null })
    expect(journal.entries[1]).toMatchObject({ kind: 'backup.kept', data: { path: kept.path } })
    await running.close()
  })

  it('refuses to keep what is no backup', async () => {
    const running = await open()
    await expect(connectClient(running).call('backup.keep', { text: '{}' })).rejects.toMatchObject({
      code: 'backup.not-a-backup',
    })
    await running.close()
    expect(await readdir(dataDir)).not.toContain('backups')
  })

  it('tells its version, its folder and how the key is kept', async () => {
    const running = await open()
    expect(await connectClient(running).call('app.info', {})).toMatchObject({
      version: '1.2.3',
      shell: 'browser',
      dataDir,
      publicKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      keyProtection: filePermissionsBox.description,
    })
    await running.close()
  })

  it('writes down what a handler did not foresee and what the disk refused, and nothing that it was given', async () => {
    const running = await open()
    const client = connectClient(running)
    await writeFile(join(dataDir, 'backups'), 'in the way of the folder')
    const text = JSON.stringify({ format: 'commonmast-backup-v1', note: 'hunter2-geheim' })
    await expect(client.call('backup.keep', { text })).rejects.toMatchObject({ code: 'disk.failed' })
    await expect(client.call('backup.keep', { text: '{}' })).rejects.toMatchObject({ code: 'backup.not-a-backup' })
    const { faults, total } = await client.call('faults.list', {})
    expect(total).toBe(1)
    expect(faults[0]).toMatchObject({ source: 'call', name: 'backup.keep', code: 'disk.failed', version: '1.2.3' })
    expect(faults[0]?.causes[0]).toMatchObject({ message: expect.stringContaining('EEXIST'), stack: expect.any(String) })
    const exported = await client.call('faults.export', {})
    expect(exported.text.trim().split('\n')).toHaveLength(1)
    expect(exported.text).not.toContain('hunter2')
    await running.close()
  })

  it('takes the faults of windows, and none that are too long or said to be its own', async () => {
    const running = await open()
    const client = connectClient(running)
    const report = { source: 'window' as const, name: null, code: null, message: 'x is undefined', stack: null, causes: [] }
    await client.call('faults.report', report)
    await expect(client.call('faults.report', { ...report, source: 'main' as never })).rejects.toMatchObject({
      code: 'contract.invalid-input',
    })
    await expect(client.call('faults.report', { ...report, message: 'x'.repeat(1_001) })).rejects.toMatchObject({
      code: 'contract.invalid-input',
    })
    expect(await client.call('faults.list', {})).toMatchObject({ total: 1, faults: [report] })
    await running.close()
  })

  it('writes down what nobody in the process caught, for as long as it runs', async () => {
    const watchers = process.listenerCount('uncaughtExceptionMonitor')
    const running = await open()
    ;(process as NodeJS.EventEmitter).emit('uncaughtExceptionMonitor', new RangeError('too deep'), 'uncaughtException')
    expect(await connectClient(running).call('faults.list', {})).toMatchObject({
      faults: [
        { source: 'main', name: null, message: 'RangeError: too deep', stack: expect.stringContaining('composeHandlers') },
      ],
    })
    await running.close()
    expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(watchers)
  })

  it('lets go of the data folder when it closes, and when it cannot start', async () => {
    const first = await open()
    await expect(open()).rejects.toMatchObject({ code: 'data.in-use' })
    await first.close()
    await rm(join(dataDir, 'journal.jsonl'))
    await mkdir(join(dataDir, 'journal.jsonl'))
    await expect(open()).rejects.toMatchObject({ code: 'disk.failed' })
    expect(await readdir(dataDir)).not.toContain('console.lock')
  })

  it('removes what killed writes left in its folders', async () => {
    await (await open()).close()
    await mkdir(join(dataDir, 'payouts'))
    await mkdir(join(dataDir, 'backups'))
    const left = ['installation.key', 'payouts/0x1.json', 'backups/commonmast-1.json'].map((name) => {
      return join(dataDir, `${name}.${process.pid}-0123456789ab.tmp`)
    })
    for (const path of left) await writeFile(path, 'half')
    await (await open()).close()
    const there = await readdir(dataDir, { recursive: true })
    expect(there.filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('tells where the journal ends after each entry, and compares what was kept of it', async () => {
    const running = await open()
    const client = connectClient(running)
    const told: JournalAnchor[] = []
    client.on('journal.anchored', (anchor) => told.push(anchor))
    const { anchor: before } = await client.call('journal.anchor', {})
    await client.call('backup.keep', { text: 'commonmast-backup-v1' })
    const { anchor } = await client.call('journal.anchor', {})
    expect(told).toEqual([anchor])
    expect([before?.seq, anchor?.seq]).toEqual([1, 2])
    if (!before) throw new Error('There is no anchor')
    expect(await client.call('journal.checkAnchor', { anchor: before })).toEqual({ result: 'holds', acknowledged: false })
    await running.close()
  })

  it('says at the next start that its journal is gone, and goes on once that is acknowledged', async () => {
    await (await open()).close()
    await rm(join(dataDir, 'journal.jsonl'))
    const running = await open()
    const client = connectClient(running)
    expect((await client.call('app.info', {})).journalLost).toMatchObject({ expectedSeq: 1, foundSeq: 0 })
    const { lost } = await client.call('journal.list', {})
    if (!lost?.seq) throw new Error('No loss is noted')
    await client.call('journal.acknowledgeLoss', { seq: lost.seq })
    expect(await client.call('journal.list', {})).toMatchObject({ intact: true, lost: null })
    expect((await client.call('app.info', {})).journalLost).toBeNull()
    await running.close()
  })

  it('runs without its key as far as that goes, and begins a new one only when asked', async () => {
    const first = await open()
    const { publicKey } = await connectClient(first).call('app.info', {})
    await first.close()
    await rm(join(dataDir, 'installation.key'))

    const without = await open()
    expect(without.warnings).toMatchObject([{ code: 'key.missing' }])
    const client = connectClient(without)
    const info = await client.call('app.info', {})
    expect(info).toMatchObject({ publicKey, keyProblem: { code: 'key.missing' }, journalLost: null })
    expect(info.keyProtection).toContain('--new-key')
    expect(await client.call('backup.keep', { text: 'commonmast-backup-v1' })).toMatchObject({ kept: 1 })
    expect(await client.call('journal.list', {})).toMatchObject({ total: 2, intact: true })
    const { sessionId } = await client.call('provisioning.open', { path: 'simulated:hotspot' })
    await client.call('provisioning.step', { sessionId, order: { kind: 'identify' } })
    const told = { workOrderId: null, technician: null, position: null, placement: [] }
    await expect(client.call('provisioning.sign', { sessionId, ...told })).rejects.toMatchObject({ code: 'key.missing' })
    await without.close()
    expect(await readdir(dataDir)).not.toContain('installation.key')

    const renewed = await open({ newKey: true })
    expect(renewed.warnings).toEqual([])
    const { entries } = await connectClient(renewed).call('journal.list', {})
    expect(entries.at(-1)).toMatchObject({ kind: 'key.in-use', data: { previousPublicKey: publicKey, reason: 'asked-for' } })
    await renewed.close()
  })
})
