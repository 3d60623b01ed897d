import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { testTransport } from '../testing/transportConformance'
import { FolderTransport } from './FolderTransport'
import { nodeFolderFiles } from './nodeFolderFiles'

const log = () => undefined

testTransport('folder on this disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-place-'))
  return {
    open: async (cooperative) => new FolderTransport(nodeFolderFiles(folder), { cooperative, log }),
    close: () => rm(folder, { recursive: true, force: true }),
  }
})

testTransport('folder on a stick with FAT', async () => {
  const stick = new FatFolderFiles()
  return {
    open: async (cooperative) => new FolderTransport(stick, { cooperative, log }),
    close: async () => undefined,
  }
})
