/** The import directions of DESIGN are enforced by biome.json; here each rule proves that it bites. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORE_ORDER, forbiddenPairs } from './coreFolders'

interface Diagnostic {
  category: string
  severity: string
  location: { path: string }
}

const importRules = new Set(['lint/style/noRestrictedImports', 'lint/correctness/noNodejsModules'])
/** One place for every kind of folder; the name is one that no source uses. */
const name = 'boundaryProbe'

const forbidden: [file: string, imported: string][] = [
  ['core/model', 'node:fs'],
  ['core/model', 'fs'],
  ['core/model', '../../main/storage/journal'],
  ['core/model', '../../renderer/data/database'],
  ['core/model', '#core/model/money'],
  ['core/model', '#main/storage/journal'],
  ['core/model', 'electron'],
  ['core/model', 'react'],
  ['core/provisioning/improv', '../../../main/devices/clock'],
  ['main/storage', 'electron'],
  ['main/storage', 'electron/main'],
  ['main/services', '../../renderer/data/database'],
  ['main/services', '../../preload/bridge'],
  ['main/browser', 'electron'],
  ['main', 'electron'],
  ['main/electron', '../../renderer/app/App'],
  ['main/services', 'react'],
  ['preload', '../main/index'],
  ['preload', '../core/contract/messages'],
  ['preload', '#core/contract/messages'],
  ['preload', 'zod'],
  ['preload', 'node:fs'],
  ['renderer/data', '../../main/storage/journal'],
  ['renderer/data', '#main/storage/journal'],
  ['renderer/data', 'node:fs'],
  ['renderer/data', 'electron'],
  ['renderer/data', '../features/fleet/FleetScreen'],
  ['renderer/map', '../app/App'],
  ['renderer/ui', '../features/fleet/FleetScreen'],
  ['renderer/app', '../../main/index'],
  ['renderer/features/fleet', '../treasury/TreasuryScreen'],
  ['renderer/features/fleet', '../../features/treasury/TreasuryScreen'],
  ['renderer/features/fleet', '../../app/App'],
  ['renderer/features/fleet', '../../../main/index'],
  ['renderer/features/fleet', '../../../preload/bridge'],
  ['renderer/features/fleet', 'electron'],
  ['renderer/features/fleet', 'node:fs'],
  ['renderer/features/fleet/table', '../../treasury/TreasuryScreen'],
  ['renderer/features/fleet/table', '../../../app/App'],
]

/** An import of any folder of core that does not come before, from a folder and from one inside it. */
const circles = forbiddenPairs().flatMap(([from, to]): [string, string][] => [
  [`core/${from}`, `../${to}/${name}`],
  [`core/${from}/inside`, `../../${to}/inside/${name}`],
])

/** Each folder of core and all that come before it. */
const downwards = CORE_ORDER.flatMap((folders, row) =>
  folders.flatMap((from) =>
    CORE_ORDER.slice(0, row)
      .flat()
      .map((to): [string, string] => [`core/${from}/inside`, `../../${to}/${name}`]),
  ),
)

const allowed: [file: string, imported: string][] = [
  ['core/payout', '../model/money'],
  ['core/payout', 'zod'],
  ['core/payout', '@noble/hashes/sha3.js'],
  ['main/services', '#core/model/money'],
  ['main/services', '../storage/journal'],
  ['main/services', 'node:fs'],
  ['main/electron', 'electron'],
  ['preload', 'electron'],
  ['preload', './bridge'],
  ['renderer/data', '#core/model/money'],
  ['renderer/app', '../features/fleet/FleetScreen'],
  ['renderer/features/fleet', './FleetTable'],
  ['renderer/features/fleet', '../../ui/Screen'],
  ['renderer/features/fleet', '../../data/database'],
  ['renderer/features/fleet', '#core/model/money'],
  ['renderer/features/fleet', 'react'],
  ['renderer/features/fleet/table', '../FleetTable'],
  ['renderer/features/fleet/table', '../../../ui/Screen'],
]

/** Lays out one file per case in a folder of its own under this repository's biome.json, and says which files it refuses. */
async function lint(cases: readonly (readonly [string, string])[]): Promise<boolean[]> {
  const root = await mkdtemp(join(tmpdir(), 'commonmast-boundaries-'))
  try {
    const config = JSON.parse(await readFile('biome.json', 'utf8')) as object
    await writeFile(join(root, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }))
    const paths = cases.map(([folder], index) => `${folder}/${name}${index}.ts`)
    for (const [index, path] of paths.entries()) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), `import * as imported from '${cases[index]?.[1]}'\n\nexport const ${name} = imported\n`)
    }
    const errors = (await diagnose(root)).filter(({ category, severity }) => severity === 'error' && importRules.has(category))
    const found = new Set(errors.map(({ location }) => location.path))
    return paths.map((path) => found.has(path))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

function diagnose(root: string): Promise<Diagnostic[]> {
  const args = [
    resolve('node_modules/@biomejs/biome/bin/biome'),
    'lint',
    '--reporter=json',
    '--colors=off',
    '--max-diagnostics=none',
  ]
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      try {
        done((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics)
      } catch (thrown) {
        fail(new Error(`Biome did not answer: ${stderr}`, { cause: thrown }))
      }
    })
  })
}

describe('import directions', () => {
  it('a planted violation in any folder fails', async () => {
    const found = await lint(forbidden)
    expect(forbidden.filter((_, index) => !found[index])).toEqual([])
  })

  it('a planted circle between the folders of core fails', async () => {
    const found = await lint(circles)
    expect(circles.filter((_, index) => !found[index])).toEqual([])
  })

  it('what the design allows passes', async () => {
    const cases = [...allowed, ...downwards]
    const found = await lint(cases)
    expect(cases.filter((_, index) => found[index])).toEqual([])
  })
})
