/** What the built program brings with it: what it loads from node_modules, and the licences of all of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

interface Notices {
  packages: { name: string; licence: string; text: number | null }[]
  texts: string[]
}

const PROGRAM_DIR = resolve(__dirname, '../..')
const read = (path: string) => readFileSync(join(PROGRAM_DIR, path), 'utf8')
const declared = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
const notices = JSON.parse(read('out/renderer/licences.json')) as Notices
const noticed = new Map(notices.packages.map((each) => [each.name, each]))

/** Packages that the scripts of a built folder ask Node for. */
function requiredBy(folder: string): string[] {
  const scripts = readdirSync(join(PROGRAM_DIR, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  const asked = scripts.flatMap((name) =>
    [...read(join(folder, name)).matchAll(/\b(?:require\w*|import)\(\s*(["'])([^"'.][^"']*)\1\s*\)/g)].map(
      ([, , id]) => id ?? '',
    ),
  )
  const isOutside = (id: string) => !id.startsWith('node:') && !builtinModules.includes(id) && id !== 'electron'
  return [
    ...new Set(
      asked.filter(isOutside).map((id) =>
        id
          .split('/')
          .slice(0, id.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    ),
  ].sort()
}

test('dependencies are what the built program loads, and nothing that is bundled', () => {
  const required = [...new Set([...requiredBy('out/main'), ...requiredBy('out/preload')])].sort()
  expect(required).toEqual(Object.keys(declared.dependencies).sort())
  expect(required).toContain('@ledgerhq/device-management-kit')
})

test('the window loads nothing but its own files', () => {
  expect(requiredBy('out/renderer')).toEqual([])
})

test('every package that is bundled or installed beside is listed with its licence', () => {
  const bundled = [
    'react',
    'react-dom',
    'dexie',
    '@mantine/core',
    'zod',
    'viem',
    'h3-js',
    '@deck.gl/core',
    'world-atlas',
    'earcut',
  ]
  const inWorkers = ['@cantoo/pdf-lib', '@expo-google-fonts/inter', 'topojson-client', 'pmtiles']
  const inMainAlone = ['hash-wasm', 'canonicalize']
  const fonts = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono']
  const beside = [...Object.keys(declared.dependencies), 'node-hid', 'electron']
  const expected = [...bundled, ...inWorkers, ...inMainAlone, ...fonts, ...beside]
  expect(expected.filter((name) => !noticed.has(name))).toEqual([])
  expect(notices.packages.filter(({ licence }) => licence === '' || licence === 'not named')).toEqual([])
})

test('what only makes or tests the program is not listed', () => {
  const tools = ['vitest', '@biomejs/biome', '@playwright/test', 'typescript', 'fast-check', 'electron-vite', 'knip']
  expect(tools.filter((name) => noticed.has(name))).toEqual([])
})

test('texts are those of the packages, each kept once', () => {
  const textOf = (name: string) => notices.texts[noticed.get(name)?.text ?? -1]
  expect(textOf('react')).toContain('Meta Platforms')
  expect(textOf('@fontsource-variable/inter')).toContain('SIL OPEN FONT LICENSE')
  expect(new Set(notices.texts).size).toBe(notices.texts.length)
  expect(notices.texts.every((text) => text.trim() !== '')).toBe(true)
})
