/**
 * The address of the console as a file that leads to it. An address among a command's arguments can be read by every account
 * of the computer; this file by its owner alone, and it goes once the window is there.
 */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { diskProblem } from '../storage/diskProblem'
import type { InstalledBrowser } from './findBrowser'

export interface OpeningFile {
  /** Of the file. */
  readonly url: string
  /** Removes the file as soon as `isOpen`, or after a minute. */
  removeWhen(isOpen: () => boolean): Promise<void>
  remove(): Promise<void>
}

interface Places {
  browser: InstalledBrowser
  dataDir: string
  home: string
}

const PREFIX = 'open-commonmast-'
const POLL_MS = 200
const LONGEST_MS = 60_000

/** @throws Problem `disk.*` */
export async function openingFile(address: string, { browser, dataDir, home }: Places): Promise<OpeningFile> {
  // A browser in a snap sees neither hidden folders nor those for temporary files, so for it the file lies in the home itself.
  const folder = (await isConfined(browser.path)) ? home : dataDir
  await removeOld(folder)
  const path = join(folder, `${PREFIX}${randomBytes(8).toString('hex')}.html`)
  try {
    // `wx`: never through a link that somebody put there before.
    await writeFile(path, pageTo(address), { mode: 0o600, flag: 'wx' })
  } catch (thrown) {
    throw diskProblem(thrown as NodeJS.ErrnoException, `the file ${path}, by which the window opens`)
  }
  const remove = () => rm(path, { force: true })
  return {
    url: pathToFileURL(path).href,
    remove,
    async removeWhen(isOpen) {
      for (let waitedMs = 0; waitedMs < LONGEST_MS && !isOpen(); waitedMs += POLL_MS) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS).unref())
      }
      await remove()
    },
  }
}

/** Key and address are hex digits and numbers, so nothing needs escaping. */
function pageTo(address: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Commonmast</title><meta http-equiv="refresh" content="0; url=${address}"></head><body></body></html>\n`
}

/** A snap, or the script that stands for one. */
async function isConfined(path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => path)
  if (path.startsWith('/snap/') || real.startsWith('/snap/') || real.endsWith('/snap')) return true
  const head = await readFile(real).then(
    (bytes) => bytes.subarray(0, 4_096).toString('latin1'),
    () => '',
  )
  return head.startsWith('#!') && head.includes('/snap/')
}

/** Left by a console that was killed before its window was there. */
async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (new RegExp(`^${PREFIX}[0-9a-f]{16}\\.html$`).test(name)) await rm(join(folder, name), { force: true })
  }
}
