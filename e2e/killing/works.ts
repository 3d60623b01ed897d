/** What a person does while the program is killed, each with what must hold afterwards. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConsolePage } from '../pages/ConsolePage'
import { FieldPage } from '../pages/FieldPage'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import type { RawRecords } from './recordsFindings'

export interface Work {
  name: string
  /** Before the program may be killed. @param folder for files */
  prepare(app: ConsolePage, folder: string): Promise<void>
  /** Ends when the program has said that it is done. */
  run(app: ConsolePage, folder: string): Promise<void>
  /** What is half written, or lacks although it was said to be done; none where all is well. */
  findings(records: RawRecords, isDone: boolean): string[]
  /** About how long it takes, for those who do not measure it first. */
  aboutMs: number
}

/** Of the demo: the one is not split yet, the other is split and not paid. */
const [TO_SPLIT, TO_PAY] = ['Demo period 2026-10', 'Demo period 2026-09']
const IMPORTED = 2_500

const importing: Work = {
  name: 'import',
  aboutMs: 4_000,
  async prepare(_app, folder) {
    const rows = Array.from({ length: IMPORTED }, (_row, at) => `killed-${at},${(at % 170) - 85}.5,${(at % 350) - 175}.25`)
    await writeFile(join(folder, 'fleet.csv'), `key,lat,lng\n${rows.join('\n')}\n`)
  },
  run: async (app, folder) => void (await app.importFile(join(folder, 'fleet.csv'))),
  findings: ({ hotspots = [], imports = [] }, isDone) => {
    const brought = (hotspots as { id: string }[]).filter(({ id }) => id.includes('killed-')).length
    const noted = (imports as { fileName?: string }[]).filter(({ fileName }) => fileName === 'fleet.csv').length
    return countFindings('imported hotspots', brought, isDone, IMPORTED, noted * IMPORTED)
  },
}

const provisioning: Work = {
  name: 'provisioning',
  aboutMs: 12_000,
  prepare: async () => undefined,
  async run(app) {
    const field = new FieldPage(app)
    await field.openTrainingHotspot()
    await field.connect()
    await field.sign()
  },
  findings: ({ provisionings = [] }, isDone) => countFindings('records of a device', provisionings.length, isDone, 1),
}

const splitting: Work = {
  name: 'split',
  aboutMs: 6_000,
  prepare: (app) => app.loadDemo(),
  run: async (app) => void (await new SplitPage(app).split(TO_SPLIT)),
  findings({ periods = [], distributions = [] }, isDone) {
    const period = (periods as { id: string; name: string }[]).find(({ name }) => name === TO_SPLIT)
    const splits = (distributions as { periodId: string }[]).filter(({ periodId }) => periodId === period?.id)
    return countFindings('splits', splits.length, isDone, 1)
  },
}

const signing: Work = {
  name: 'signing',
  aboutMs: 4_000,
  async prepare(app) {
    await app.loadDemo()
    await new PayPage(app).prepare(TO_PAY)
  },
  async run({ page }) {
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('This transaction has all the signatures that it needs.').waitFor({ timeout: 60_000 })
  },
  findings({ payoutMoves = [] }, isDone) {
    const confirmed = payoutMoves.filter((row) => JSON.stringify(row).includes('"confirmed"'))
    return countFindings('signatures', confirmed.length, isDone, 1)
  },
}

/** Those that need no records before them come first. */
export const WORKS: readonly Work[] = [importing, provisioning, splitting, signing]

/** All of it or nothing, and all of it once it was said to be done. @param noted how much another record says there is */
function countFindings(what: string, count: number, isDone: boolean, all: number, noted = count): string[] {
  const findings: string[] = []
  if (count !== 0 && count !== all) findings.push(`${count} ${what} of ${all} are there`)
  if (count !== noted) findings.push(`${count} ${what} are there, and ${noted} are noted`)
  if (isDone && count === 0) findings.push(`the ${what} that were said to be there are lost`)
  return findings
}
