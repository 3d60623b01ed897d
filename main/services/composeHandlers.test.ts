import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consoleContract } from '#core/contract/consoleContract'
import { createClient } from '#core/contract/createClient'
import type { ServerMessage } from '#core/contract/messages'
import { filePermissionsBox } from '../storage/secretBox'
import { type Console, createConsole } from './composeHandlers'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonmast-console-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

function open(): Promise<Console> {
  return createConsole({ dataDir, shell: 'browser', version: '1.2.3', secretBox: filePermissionsBox })
}

/** A client joined to the console without a wire. */
function connectClient(running: Console) {
  let hear: (message: unknown) => void = () => undefined
  const connection = running.dispatcher.connect((message: ServerMessage) => hear(structuredClone(message)))
  return createClient(consoleContract, {
    send: (message) => void connection.receive(structuredClone(message)),
    onMessage(listener) {
      hear = listener
      return () => undefined
    },
    onDisconnect: () => () => undefined,
  })
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
    expect(journal).toMatchObject({ total: 1, intact: true, brokenAt: null })
    expect(journal.entries[0]).toMatchObject({ kind: 'backup.kept', data: { path: kept.path } })
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

  it('lets go of the data folder when it closes, and when it cannot start', async () => {
    const first = await open()
    await expect(open()).rejects.toMatchObject({ code: 'data.in-use' })
    await first.close()
    await writeFile(join(dataDir, 'installation.key'), 'damaged')
    await expect(open()).rejects.toMatchObject({ code: 'key.corrupt' })
    expect(await readdir(dataDir)).not.toContain('console.lock')
  })
})
