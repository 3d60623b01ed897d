/**
 * The licences of all that the program brings with it, found while it is built: the packages whose code or files are in its
 * scripts, and those that are installed beside it. Written as `licences.json` beside the page.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

interface Notice {
  name: string
  version: string
  /** SPDX expression, or what the package says instead. */
  licence: string
  author: string | null
  /** Which of the texts; null when the package brings none. */
  text: number | null
}

/** The form of `licences.json`. Texts that several packages share stand once. */
export interface Notices {
  packages: Notice[]
  texts: string[]
}

const FILE_NAME = 'licences.json'
/** Modules that end up as files of their own rather than as code. */
const AS_FILE = /\.(css|woff2?|ttf|wasm|json)(\?|$)/

/**
 * One collection for all builds of one run.
 * @returns `collect` for builds that come first, workers included; `write` for the last, which writes what all have collected.
 */
export function thirdPartyNotices(programDir: string): { collect: () => Plugin; write: () => Plugin } {
  const folders = new Set<string>()
  const collect = (): Plugin => {
    let root = programDir
    return {
      name: 'third-party-notices-collect',
      configResolved(config) {
        root = config.root
      },
      generateBundle(_options, bundle) {
        const add = (id: string) => {
          const folder = packageFolder(id)
          if (folder !== null) folders.add(folder)
        }
        for (const part of Object.values(bundle)) {
          if (part.type === 'asset') {
            // Relative to the folder that is built, as fonts are that only a style sheet names.
            for (const name of part.originalFileNames) add(resolve(root, name))
          } else {
            for (const [id, { renderedLength }] of Object.entries(part.modules)) if (renderedLength > 0) add(id)
          }
        }
        for (const id of this.getModuleIds()) if (AS_FILE.test(id)) add(id)
      },
    }
  }
  const write = (): Plugin => ({
    name: 'third-party-notices-write',
    generateBundle: {
      order: 'post',
      handler() {
        for (const folder of installedBeside(programDir)) folders.add(folder)
        this.emitFile({ type: 'asset', fileName: FILE_NAME, source: JSON.stringify(noticesOf([...folders])) })
      },
    },
  })
  return { collect, write }
}

/** `…/node_modules/@scope/name/dist/x.js?raw` → `…/node_modules/@scope/name`; null for the program's own modules. */
function packageFolder(id: string): string | null {
  const path = id.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '')
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null
}

/** What an installation without development packages has, Electron included. */
function installedBeside(programDir: string): string[] {
  const lock = JSON.parse(readFileSync(join(programDir, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  const installed = Object.entries(lock.packages).flatMap(([path, { dev, devOptional }]) =>
    path === '' || dev || devOptional ? [] : [path],
  )
  return [...installed, 'node_modules/electron'].map((path) => resolve(programDir, path)).filter((path) => existsSync(path))
}

function noticesOf(folders: readonly string[]): Notices {
  const texts: string[] = []
  const found = new Map<string, Notice>()
  for (const folder of folders) {
    const { name, version, license, licenses, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (typeof name !== 'string' || found.has(`${name}@${version}`)) continue
    const text = readTexts(folder)
    found.set(`${name}@${version}`, {
      name,
      version,
      licence: licenceName(license ?? licenses ?? licenceOfText(text)),
      author: typeof author === 'string' ? author : (author?.name ?? null),
      text: textIndex(texts, text),
    })
  }
  return { packages: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)), texts }
}

/** Old packages name several, or an object. */
function licenceName(said: unknown): string {
  if (typeof said === 'string') return said
  if (Array.isArray(said)) return said.map(licenceName).join(' OR ')
  if (typeof said === 'object' && said !== null && 'type' in said) return String(said.type)
  return 'not named'
}

/** Of a package that names none and brings the text all the same. */
function licenceOfText(text: string | null): string | null {
  return text?.includes('This is free and unencumbered software released into the public domain') ? 'Unlicense' : null
}

/** Licence and notice files of a package, one after the other. */
function readTexts(folder: string): string | null {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(un)?licen[cs]e|^copying|^notice/i.test(entry.name))
    .map(({ name }) => name)
    .sort()
  const parts = names.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
  return parts.length === 0 ? null : parts.join('\n\n')
}

function textIndex(texts: string[], text: string | null): number | null {
  if (text === null) return null
  const known = texts.indexOf(text)
  return known >= 0 ? known : texts.push(text) - 1
}
