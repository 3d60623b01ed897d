/** What has one way through the program, held in the sources: CSV that is written, and JSON of others that is read. */
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { expect, it } from 'vitest'

/** Values with commas between them that are no CSV file. */
const NO_CSV = new Set([
  'core/provisioning/nmea/FixCollector.ts',
  'core/provisioning/nmea/Reception.ts',
  'core/demand/readGeopackage.ts',
])

/** How a line of a CSV is made by hand: cells that are joined, quotes that are doubled, or a template with a line end. */
const HAND_MADE = /join\((','|",")\)|replaceAll\('"', '""'\)|\},\$\{[^`\n]*\\n`/

/** JSON that this installation wrote itself, or that came with the program. */
const OWN_JSON = [
  'main/storage/',
  // Of the canonical text that was made of what was read within its bounds.
  'core/sync/readBatch.ts',
  'main/services/readProgramVersion.ts',
  'renderer/workers/basemap.worker.ts',
  'renderer/workers/orderSheet.worker.ts',
  'renderer/platform/lastVisit.ts',
  'renderer/platform/socketTransport.ts',
  'renderer/workers/shellCache.worker.ts',
  'renderer/features/settings/useCall.ts',
  'renderer/features/map/terrain/useTerrainPath.ts',
  'renderer/features/field/fieldPreferences.ts',
  'renderer/features/field/label/labelPaperChoice.ts',
  'renderer/features/field/label/useLabels.ts',
]

interface Source {
  path: string
  text: string
}

async function sources(): Promise<Source[]> {
  const found: Source[] = []
  for (const folder of ['core', 'main', 'preload', 'renderer']) {
    for (const entry of await readdir(folder, { recursive: true })) {
      const path = join(folder, entry).split(sep).join('/')
      if (/\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\/|\/fixtures\/|\/bench\//.test(path)) {
        found.push({ path, text: await readFile(path, 'utf8') })
      }
    }
  }
  return found
}

it('writes CSV by csvText alone, so that no cell misses the guard against formulas', async () => {
  const all = await sources()
  const handMade = all.filter(({ path, text }) => path !== 'core/files/csvText.ts' && HAND_MADE.test(text))
  expect(handMade.map(({ path }) => path).filter((path) => !NO_CSV.has(path))).toEqual([])
})

it('reaches cameras, microphones and screens in one place, which gives them to nothing else in the page', async () => {
  const reaching = (await sources()).filter(({ text }) => /getUserMedia|getDisplayMedia/.test(text))
  expect(reaching.map(({ path }) => path)).toEqual(['renderer/platform/camera.ts', 'renderer/platform/cameraProblem.ts'])
  const main = await readFile('renderer/main.tsx', 'utf8')
  expect(main.indexOf('lockCamera()')).toBeGreaterThan(0)
  expect(main.indexOf('lockCamera()')).toBeLessThan(main.indexOf('createRoot('))
})

it('knows a CSV that is made by hand', () => {
  const template = (end: string) => ['`$', '{lat},$', `{lng}${end}\``].join('')
  for (const line of ["row.join(',')", "key.replaceAll('\"', '\"\"')", template('\\n'), template('\\r\\n')]) {
    expect(line).toMatch(HAND_MADE)
  }
})

it('reads JSON of others by parseBoundedJson alone', async () => {
  const all = await sources()
  const unbounded = all.filter(({ path, text }) => path !== 'core/files/parseBoundedJson.ts' && /JSON\.parse\(/.test(text))
  expect(unbounded.map(({ path }) => path).filter((path) => !OWN_JSON.some((own) => path.startsWith(own)))).toEqual([])
})
