/** A clone with nothing beside it is whole: no file reads from next to the repository, and every fixture says whence it is. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixturePath, readFixtureText } from '../../fixtures/readFixture'

const root = resolve(__dirname, '../..')
/** Put together, so that this file does not name it. */
const outside = ['..', 'shared'].join('/')
/** May look for a kit that runs the tests in real Electron. */
const exempt = '.ci/run'
const generated = new Set(['.cache', '.git', '.tsbuild', 'dist', 'node_modules', 'out', 'playwright-report', 'test-results'])

/** Paths from the repository's root: what Git knows, or without Git everything that is not generated. */
function repositoryFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
    if (paths.includes('package.json')) return paths
  } catch {
    // No Git, or an unpacked archive.
  }
  return walk(root)
}

function walk(folder: string, below = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name
    if (!entry.isDirectory()) return [path]
    return generated.has(entry.name) ? [] : walk(join(folder, entry.name), `${path}/`)
  })
}

function filesThatName(text: string): string[] {
  return repositoryFiles().filter((path) => statSync(join(root, path)).isFile() && readFileSync(join(root, path)).includes(text))
}

describe('the repository', () => {
  it('names nothing beside it', () => {
    expect(filesThatName(outside).filter((path) => path !== exempt)).toEqual([])
  })

  it('lists the same files with Git and without', () => {
    expect(walk(root)).toEqual(expect.arrayContaining(repositoryFiles()))
    expect(filesThatName('function filesThatName')).toEqual(['e2e/bundle/standsAlone.test.ts'])
  })
})

describe('fixtures', () => {
  const files = walk(fixturePath('')).filter((path) => !['ORIGIN.md', 'readFixture.ts', 'tsconfig.json'].includes(path))
  const named = [...readFixtureText('ORIGIN.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)

  it.each(named)('has %s', (name) => {
    expect(files.filter((path) => covers(name, path))).not.toEqual([])
  })

  it('says where each file comes from', () => {
    expect(files.filter((path) => !named.some((name) => covers(name, path)))).toEqual([])
  })

  /** A folder that ends in `/` covers all that is in it; `*` stands for any characters of one name. */
  function covers(name: string, path: string): boolean {
    if (name.endsWith('/')) return path.startsWith(name)
    const [before = '', after] = name.split('*')
    if (after === undefined) return path === name
    const between = path.slice(before.length, path.length - after.length)
    return path.startsWith(before) && path.endsWith(after) && !between.includes('/')
  }
})
