/** What a person does while the program is killed, each with what must hold afterwards. */
import { join } from 'node:path'
import type { ConsolePage } from '../pages/ConsolePage'
import { FieldPage } from '../pages/FieldPage'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import { countFindings } from './countFindings'
import { fleetFindings, killedFleet } from './killedFleet'
import type { RawRecords } from './recordsFindings'
import { receiving, sending } from './syncWorks'

export interface Work {
  name: string
  /** Before the program may be killed. @param folder for files @param programDir to start other laptops from */
  prepare(app: ConsolePage, folder: string, programDir: string): Promise<void>
  /** Ends when the program has said that it is done. */
  run(app: ConsolePage, folder: string): Promise<void>
  /** What is half written, or lacks although it was said to be done; none where all is well. */
  findings(records: RawRecords, isDone: boolean): string[]
  /** Does again what may not be done yet, once the records were looked at. @returns what is wrong before or after that */
  goOn?(app: ConsolePage, folder: string, before: { records: RawRecords; isDone: boolean }): Promise<string[]>
  /** About how long it takes, for those who do not measure it first. */
  aboutMs: number
}

/** Of the demo: the one is not split yet, the other is split and not paid. */
const [TO_SPLIT, TO_PAY] = ['Demo period 2026-10', 'Demo period 2026-09']

const importing: Work = {
  name: 'import',
  aboutMs: 4_000,
  prepare: async (_app, folder) => void (await killedFleet(folder)),
  run: async (app, folder) => void (await app.importFile(join(folder, 'fleet.csv'))),
  findings: fleetFindings,
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
export const WORKS: readonly Work[] = [importing, provisioning, splitting, signing, sending, receiving]
