import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlaceTransport } from '#core/contract/PlaceTransport'
import { filePermissionsBox } from '../../storage/secretBox'
import { testTransport } from '../../sync/testing/transportConformance'
import { createConsole } from '../composeHandlers'
import { connectClient } from '../testing/connectClient'

testTransport('folder by the calls of the console', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'commonmast-calls-'))
  const [dataDir, folder] = [join(dir, 'data'), join(dir, 'place')]
  await mkdir(dataDir)
  await mkdir(folder)
  const running = await createConsole({ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox })
  const client = connectClient(running)
  const { place } = await client.call('sync.chooseFolder', { path: folder })
  return {
    open: async (cooperative) => new PlaceTransport(client, { kind: 'folder', placeId: place?.id ?? '', cooperative }),
    async close() {
      await running.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
})
