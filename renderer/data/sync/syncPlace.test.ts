import 'fake-indexeddb/auto'
import { bytesToHex } from '@noble/hashes/utils.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Problem } from '#core/model/problem'
import { decideAccess } from '#core/sync/access/decideAccess'
import { foundCooperative } from '#core/sync/founding'
import type { SyncTransport } from '#core/sync/SyncTransport'
import { signedBytes } from '#core/sync/signedDocument'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { admittedAs } from '#core/sync/testing/MemoryDataKeys'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, member, put } from '../backups/testing/backupRig'
import { loadDemoCooperative } from '../cooperative/demoCooperative'
import { CommonmastDatabase } from '../records/database'
import { db, openRecords } from '../records/openRecords'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { openEmpty } from '../records/testing/seedRecords'
import { beginInCooperative } from './beginInCooperative'
import { DataKeysByMain } from './DataKeysByMain'
import { DexieSyncStore } from './DexieSyncStore'
import { erasePerson } from './erasePerson'
import { foundCooperativeHere, joinCooperative } from './joining'
import type { MainClient } from './mainLine'
import { oneRoundAtATime } from './oneRoundAtATime'
import { readFounding } from './readFounding'
import { lookAtPlace, syncPlace } from './syncPlace'
import { dataKeyCallsInMemory } from './testing/dataKeyCallsInMemory'
import { verifyInPage } from './verifyInPage'

/** Main, as far as syncing goes: it signs what it is given and carries to one place. */
const main = vi.hoisted(() => ({ place: null as unknown, file: null as unknown, keyProblem: null as unknown, signed: 0 }))
const place = () => main.place as MemoryPlace
const ada = signerNamed('ada')

const settled = vi.hoisted(() => ({ times: 0 }))
vi.mock('../journal/settlement', () => ({ settle: async () => void settled.times++ }))

vi.mock('../../platform/consoleClient', async () => {
  const { dataKeyCallsInMemory } = await import('./testing/dataKeyCallsInMemory')
  const calls: Record<string, (input: never) => Promise<unknown>> = {
    'app.info': async () => ({ publicKey: ada.publicKey, keyProblem: main.keyProblem }),
    'sync.found': ({ name }: { name: string }) =>
      foundCooperative({ name, foundedAt: '2026-12-01T00:00:00.000Z', salt: new Uint8Array(32) }, ada),
    'sync.signBatch': async ({ document }: { document: string }) => {
      main.signed += 1
      return { signature: bytesToHex(await ada.sign(new TextEncoder().encode(document))) }
    },
    ...dataKeyCallsInMemory((await import('#core/sync/testing/signers')).signerNamed('ada')),
    'sync.envelopes': async () => ({ texts: await place().envelopes() }),
    'sync.publishEnvelope': async ({ envelope }: { envelope: never }) => {
      await place().publishEnvelope(envelope)
      return {}
    },
    // A file is a place that nobody else sees.
    'sync.openFile': async () => {
      main.file = main.place
      main.place = new MemoryPlace()
      return { placeId: 'f'.repeat(16) }
    },
    'sync.fileText': async () => ({ text: '' }),
    'sync.closeFile': async () => {
      main.place = main.file
      return {}
    },
    'sync.look': () => place().look(),
    'sync.read': async ({ id }: { id: never }) => ({ text: await place().read(id) }),
    'sync.publish': async ({ id, text }: { id: never; text: string }) => ({ published: await place().publish(id, text) }),
    'sync.begin': async ({ founding }: { founding: never }) => {
      await place().begin(founding)
      return {}
    },
  }
  return { consoleClient: { call: (name: string, input: unknown) => calls[name]?.(input as never) } }
})

/** The worker is in this thread, at the other end of a real channel. */
vi.mock('./startRoundWorker', async () => {
  const { serveRounds } = await import('./serveRounds')
  return {
    startRoundWorker: () => {
      const { port1, port2 } = new MessageChannel()
      const scope = {
        postMessage: (message: unknown, { transfer }: { transfer: Transferable[] }) => port2.postMessage(message, transfer),
        onmessage: null,
      }
      serveRounds(db, scope)
      port2.onmessage = (event) => (scope.onmessage as ((event: MessageEvent) => void) | null)?.(event)
      const worker = {
        postMessage: (message: unknown, transfer: Transferable[]) => port1.postMessage(message, transfer),
        terminate: () => port1.close(),
        ...{ onmessage: null, onmessageerror: null, onerror: null },
      }
      port1.onmessage = (event) => (worker.onmessage as ((event: MessageEvent) => void) | null)?.(event)
      return worker
    },
  }
})

const { signal } = new AbortController()
const folder = { id: 'a'.repeat(16), kind: 'folder' } as const
const ask = async () => 'write-all' as const

beforeEach(async () => {
  main.place = new MemoryPlace()
  main.keyProblem = null
  settled.times = 0
  let held: Promise<unknown> = Promise.resolve()
  const request = (_name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>) => {
    const done = held.then(() => {
      options.signal.throwIfAborted()
      return work()
    })
    held = done.catch(() => undefined)
    return done
  }
  vi.stubGlobal('navigator', { locks: { request } })
  await openEmpty(db)
})

describe('a cooperative of two laptops', () => {
  test('[SY18] is founded on one, and the other joins what the place shows; both hold the same', async () => {
    await put(db, 'hotspots', hotspot('a'))
    const founding = await foundCooperativeHere('Hill')
    expect(await readFounding(db)).toEqual(founding)
    expect(await syncPlace(folder, { signal, ask })).toMatchObject({ sealed: 1, written: 1, isAgreed: true })
    const ben = new CommonmastDatabase(`ben-${crypto.randomUUID()}`)
    await openRecords(ben)
    await beginInCooperative(ben, founding)
    await put(ben, 'hotspots', hotspot('b'))
    const call = (name: string, input: unknown) => benKeys[name]?.(input as never)
    const benKeys = dataKeyCallsInMemory(signerNamed('ben'))
    const { publicKey: key } = signerNamed('ben')
    const store = new DexieSyncStore(ben, signerNamed('ben'), await DataKeysByMain.open(ben, { call } as MainClient, key))
    const round = () => syncRound(store, place() as SyncTransport, { signal, nowMs: Date.now })
    expect(await round()).toMatchObject({ access: 'not-admitted', applied: 1, sealed: 0, missingKeys: [expect.any(String)] })
    expect(await ben.hotspots.toCollection().primaryKeys()).toEqual(['b'])
    const { encryptionKey } = admittedAs(key)
    const decision = { key, encryptionKey, roles: ['operator' as const], after: {}, createdAt: '2026-12-01T00:00:00.000Z' }
    await put(db, 'accessGrants', decideAccess(await new DexieSyncStore(db, ada, null).access(), decision))
    await syncPlace(folder, { signal })
    expect(await round()).toMatchObject({ access: 'admitted', sealed: 1, isAgreed: true, missingKeys: [] })
    expect(await ben.hotspots.toCollection().primaryKeys()).toEqual(['a', 'b'])
    expect(settled.times).toBe(0)
    expect(await syncPlace(folder, { signal })).toMatchObject({ applied: 1, isAgreed: true })
    expect(settled.times).toBe(1)
    expect(await db.hotspots.toCollection().primaryKeys()).toEqual(['a', 'b'])
    expect((await lookAtPlace(folder, signal)).founding).toEqual(founding)
  })

  test('[SY18] is joined by its document, which has to hold, and is left alone while there is no key', async () => {
    const { founding } = await exampleCooperative()
    await expect(joinCooperative({ ...founding, name: 'Valley' })).rejects.toMatchObject({ code: 'sync.founding-damaged' })
    main.keyProblem = { code: 'key.missing', message: 'The key is gone: put it back.', cause: null, field: null }
    await expect(joinCooperative(founding)).rejects.toMatchObject({ code: 'key.missing' })
    expect(await readFounding(db)).toBeNull()
    main.keyProblem = null
    expect(await joinCooperative(founding)).toEqual(founding)
    await expect(foundCooperativeHere('Hill')).rejects.toMatchObject({ code: 'sync.has-cooperative' })
  })

  test('[SY9] whoever asked for a round is asked about an empty place, and what they say crosses to the worker', async () => {
    await put(db, 'hotspots', hotspot('a'))
    await foundCooperativeHere('Hill')
    const asked: unknown[] = []
    const refuse = async (empty: unknown) => {
      asked.push(empty)
      return null
    }
    await syncPlace(folder, { signal, ask })
    main.place = new MemoryPlace()
    await expect(syncPlace(folder, { signal, ask: refuse })).rejects.toMatchObject({ code: 'sync.place-empty' })
    expect(asked.at(-1)).toEqual({ own: 1, others: 0 })
    await expect(syncPlace(folder, { signal })).rejects.toMatchObject({ code: 'sync.place-empty' })
    expect(await syncPlace(folder, { signal, ask })).toMatchObject({ answer: 'write-all', written: 1 })
  })

  test('a round that was stopped before it began, and one whose place is not there, say so', async () => {
    await foundCooperativeHere('Hill')
    const stopped = new AbortController()
    stopped.abort()
    await expect(syncPlace(folder, { signal: stopped.signal, ask })).rejects.toMatchObject({ code: 'contract.cancelled' })
    place().look = async () => {
      throw new Problem('sync.place-missing', 'The stick is not there: plug it in.', { field: 'stick' })
    }
    await expect(syncPlace(folder, { signal, ask })).rejects.toMatchObject({ code: 'sync.place-missing', field: 'stick' })
  })

  test('[SY72] erases what is known of a person, whether it was sent or not, for an admin alone', async () => {
    await put(db, 'members', member('carla', 'Carla Ceder'), member('dora', 'Dora Dorn'))
    await expect(erasePerson('carla', signal)).rejects.toMatchObject({ code: 'erase.no-cooperative' })
    await foundCooperativeHere('Hill')
    await syncPlace(folder, { signal, ask })
    await put(db, 'members', member('carla', 'Carla Ceder-Dorn'))
    await erasePerson('carla', signal)
    expect((await db.members.toArray()).map(({ name }) => name)).toEqual(['Dora Dorn'])
    expect(JSON.stringify(await readLog(db))).not.toContain('Carla')
    await expectLogEqualsTables(db)
    await syncPlace(folder, { signal })
    expect(place().envelopeTexts.filter((text) => text.includes('"wraps":[]'))).toHaveLength(1)

    await db.machineSettings.clear()
    await joinCooperative((await exampleCooperative()).founding)
    await expect(erasePerson('dora', signal)).rejects.toMatchObject({ code: 'access.no-right' })
  })

  test('[SY18] takes no demo in', async () => {
    await foundCooperativeHere('Hill')
    await expect(loadDemoCooperative()).rejects.toMatchObject({ code: 'demo.in-cooperative' })
  })

  test('[SY17] rounds of two windows follow one another', async () => {
    const steps: string[] = []
    const round = (name: string) =>
      oneRoundAtATime(db, signal, async () => {
        steps.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        steps.push(`${name} ends`)
      })
    await Promise.all([round('first'), round('second')])
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
    const stopped = new AbortController()
    const waiting = oneRoundAtATime(db, stopped.signal, async () => steps.push('third begins'))
    stopped.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'sync.cancelled' })
    expect(steps).toHaveLength(4)
  })
})

describe('signatures in the page', () => {
  const bytes = signedBytes({ said: 'something' })

  test('[SY7] hold exactly where they hold in core', async () => {
    const signature = bytesToHex(await ada.sign(bytes))
    expect(await verifyInPage(ada.publicKey, bytes, signature)).toBe(true)
    expect(await verifyInPage(ada.publicKey, new Uint8Array([...bytes, 0]), signature)).toBe(false)
    expect(await verifyInPage(signerNamed('ben').publicKey, bytes, signature)).toBe(false)
    for (const broken of ['', 'ff'.repeat(32), 'zz'.repeat(32), ada.publicKey.slice(2)]) {
      expect(await verifyInPage(broken, bytes, signature)).toBe(false)
    }
    expect(await verifyInPage(ada.publicKey, bytes, 'ff'.repeat(64))).toBe(false)
    for (const broken of ['ff', 'f', '']) expect(await verifyInPage(ada.publicKey, bytes, broken)).toBe(false)
  })

  test('[SY7] are checked by core where the browser has no Ed25519', async () => {
    // A key that was imported before would be known.
    const { publicKey, sign } = signerNamed('cleo')
    const signature = bytesToHex(await sign(bytes))
    const importing = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('No', 'NotSupportedError'))
    expect(await verifyInPage(publicKey, bytes, signature)).toBe(true)
    expect(await verifyInPage(publicKey, bytes, 'ff'.repeat(64))).toBe(false)
    expect(importing).toHaveBeenCalledTimes(1)
  })
})
