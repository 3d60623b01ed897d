/** The built preload script on a stub: the bridge has exactly its three members and lets nothing else through. */
import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type * as Electron from 'electron'
import { beforeAll, describe, expect, it } from 'vitest'
import { modelled } from './electronStub'
import { loadBundle, type Mutation } from './loadBundle'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'ignore' })
}, 120_000)

interface Bridge {
  shell: string
  send(message: unknown): void
  onMessage(listener: (...heard: unknown[]) => void): () => void
}

function loadPreload(mutation?: Mutation) {
  const exposed = new Map<string, unknown>()
  const sent: unknown[][] = []
  const events = new EventEmitter()
  const electron = modelled<typeof Electron>('electron', {
    contextBridge: modelled<Electron.ContextBridge>('contextBridge', {
      exposeInMainWorld: (name, api) => void exposed.set(name, api),
    }),
    ipcRenderer: modelled<Electron.IpcRenderer>('ipcRenderer', {
      send: (...args: unknown[]) => void sent.push(args),
      on: ((channel: string, listener: () => void) => events.on(channel, listener)) as never,
      off: ((channel: string, listener: () => void) => events.off(channel, listener)) as never,
    }),
  })
  loadBundle(resolve('out/preload/index.js'), electron, mutation)
  return { exposed, sent, events, bridge: exposed.get('commonmast') as Bridge }
}

describe('the built preload script', () => {
  it('exposes one bridge with exactly its keys', () => {
    const { exposed, bridge } = loadPreload()
    expect([...exposed.keys()]).toEqual(['commonmast'])
    expect(Object.keys(bridge).sort()).toEqual(['onMessage', 'send', 'shell'])
    expect(bridge.shell).toBe('electron')
  })

  it('sends on the one channel that main hears', async () => {
    const { bridge, sent } = loadPreload()
    bridge.send({ type: 'cancel', id: 1 })
    expect(sent).toEqual([['commonmast:message', { type: 'cancel', id: 1 }]])
    expect(await readFile('out/main/index.js', 'utf8')).toContain('"commonmast:message"')
  })

  it('hands on messages without the event, which would lead back to ipcRenderer, until told to stop', () => {
    const { bridge, events } = loadPreload()
    const heard: unknown[][] = []
    const stop = bridge.onMessage((...args) => heard.push(args))
    events.emit('commonmast:message', { sender: 'ipcRenderer' }, { type: 'event' })
    stop()
    events.emit('commonmast:message', {}, 'late')
    expect(heard).toEqual([[{ type: 'event' }]])
    expect(events.listenerCount('commonmast:message')).toBe(0)
  })

  it('needs nothing but electron, as a sandboxed preload must', async () => {
    const text = await readFile('out/preload/index.js', 'utf8')
    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(text.length).toBeLessThan(2_000)
  })

  it('a mutant that hands on the event is noticed', () => {
    const { bridge, events } = loadPreload({ from: 'listener(message)', to: 'listener(_event, message)' })
    const heard: unknown[][] = []
    bridge.onMessage((...args) => heard.push(args))
    events.emit('commonmast:message', { sender: 'ipcRenderer' }, { type: 'event' })
    expect(heard).not.toEqual([[{ type: 'event' }]])
  })
})
