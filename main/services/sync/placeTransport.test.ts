import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlaceTransport } from '#core/contract/PlaceTransport'
import { filePermissionsBox } from '../../storage/secretBox'
import { openNatsBed } from '../../sync/testing/natsBed'
import { exampleFounding } from '../../sync/testing/sealedBatches'
import { testTransport } from '../../sync/testing/transportConformance'
import { createConsole } from '../composeHandlers'
import { connectClient } from '../testing/connectClient'

const { cooperative: placeOf } = await exampleFounding()

async function openConsole() {
  const dir = await mkdtemp(join(tmpdir(), 'commonmast-calls-'))
  const dataDir = join(dir, 'data')
  await mkdir(dataDir)
  const running = await createConsole({ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox })
  return {
    dir,
    client: connectClient(running),
    async close() {
      await running.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

testTransport('folder by the calls of the console', async () => {
  const { dir, client, close } = await openConsole()
  const folder = join(dir, 'place')
  await mkdir(folder)
  const { place } = await client.call('sync.chooseFolder', { path: folder })
  return {
    open: async (cooperative) => new PlaceTransport(client, { kind: 'folder', placeId: place?.id ?? '', cooperative }),
    close,
  }
})

testTransport('nats-server by the calls of the console', async () => {
  const { client, close } = await openConsole()
  const bed = await openNatsBed(placeOf)
  const keeper = await bed.access('keeper', { keeper: { replicas: 1, mostBytes: null } })
  const { place } = await client.call('sync.addServer', { access: JSON.stringify(keeper) })
  return {
    open: async (cooperative) => new PlaceTransport(client, { kind: place.kind, placeId: place.id, cooperative }),
    async close() {
      await close()
      await bed.stop()
    },
  }
})
