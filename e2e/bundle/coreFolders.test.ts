import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { againstOrder, CORE_ORDER, folderImports } from './coreFolders'

describe('the folders of core', () => {
  it('all have their place in the order', async () => {
    const entries = await readdir('core', { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(folders.sort()).toEqual(CORE_ORDER.flat().sort())
  })

  it('import only what comes before them, so that there is no circle', async () => {
    const imports = await folderImports('core')
    expect(imports.length).toBeGreaterThan(100)
    expect(againstOrder(imports)).toEqual([])
  })
})

describe('a planted circle', () => {
  it.each([
    [
      'of two folders',
      { 'model/a.ts': "import { b } from '../words/b'", 'words/b.ts': "import { a } from '../model/a'" },
      ['model'],
    ],
    [
      'of three folders',
      {
        'coverage/a.ts': "import type { b } from '../demand/b'",
        'demand/b.ts': "import { c } from '../files/deep/c'",
        'files/deep/c.ts': "export const c = await import('../../coverage/a')",
      },
      ['files'],
    ],
    ['of neighbours', { 'networks/a.ts': "import { b } from '../rewards/b'" }, ['networks']],
    ['with a folder that has no place', { 'somewhere/a.ts': "import { b } from '../model/b'" }, ['somewhere']],
  ])('%s is found', async (_, files, guilty) => {
    const root = await mkdtemp(join(tmpdir(), 'commonmast-folders-'))
    try {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(root, path)), { recursive: true })
        await writeFile(join(root, path), `${text}\n`)
      }
      expect(againstOrder(await folderImports(root)).map(({ from }) => from)).toEqual(guilty)
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  })
})
