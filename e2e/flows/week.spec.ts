/** A cooperative's week in short: laptops that meet by a stick alone. `npm run test:long` has it at length, and with a server. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import { admit, foundBy } from '../week/cooperativeOf'
import { newHotspots } from '../week/edits'
import { Laptop } from '../week/Laptop'
import { meet } from '../week/meeting'
import { signedByFirst } from '../week/payoutOfTwo'
import { agreementsFile, rewardsFile } from '../week/weekFiles'
import { expect, PROGRAM_DIR, test } from './consoleTest'

const PERIOD = 'October'
const REWARDS = { '033b6fb0-9636-11ec-900c-abdec1c57354': 1417.458821, '044493e0-8d86-11ec-900c-abdec1c57354': 1280.317444 }

/** So many that a snapshot is worth while. */
const IMPORTED = 3_600

test('laptops that meet by a stick end with the same: two sign a payout, one is killed and then shut out, one joins by a snapshot', async () => {
  // Four programs, each with a browser, on one machine.
  test.setTimeout(600_000)
  const above = await mkdtemp(join(tmpdir(), 'commonmast-week-'))
  const stick = join(above, 'stick')
  await mkdir(stick)
  const laptops: Laptop[] = []
  const start = async (name: string) => {
    const laptop = await Laptop.start(PROGRAM_DIR, above, name)
    laptops.push(laptop)
    return laptop
  }
  try {
    const [ada, bo, cy] = await Promise.all([start('ada'), start('bo'), start('cy')])
    await ada.app.importFile(await agreementsFile(ada.folder, 'agreements', '*', 60))
    await ada.app.importFile(await rewardsFile(ada.folder, PERIOD, REWARDS))
    await new SplitPage(ada.app).split(PERIOD)
    await foundBy(ada, 'Harbour Mesh', stick)
    await admit(ada, bo, ['Operator', 'Treasurer'], stick)
    await admit(ada, cy, ['Operator', 'Technician'], stick)

    await signedByFirst(ada, PERIOD)
    await ada.sync.syncNow(stick)
    await bo.sync.syncNow(stick)
    await new PayPage(bo.app).countersign(PERIOD)

    const imported = newHotspots('cys', IMPORTED)
    const isDone = await cy.killIn(() => imported.run(cy), 1_500)
    if (!isDone) await imported.run(cy)
    await cy.killIn(() => cy.sync.syncNow(stick), 1_000)
    await meet([cy, bo, ada], stick)
    for (const text of imported.leaves) expect(JSON.stringify(await ada.sync.shared())).toContain(text)
    await new PayPage(ada.app).open(PERIOD)
    await expect(ada.app.page.getByRole('heading', { name: 'Next: Send it while online' })).toBeVisible()

    await ada.sync.revoke('cy')
    await newHotspots('toolate', 3).run(cy)
    await cy.sync.syncNow(stick)
    await ada.sync.makeSnapshot(stick)
    await cy.sync.syncNow(stick)
    await expect(cy.app.page.getByText('This laptop’s access was taken away')).toBeVisible()

    const dee = await start('dee')
    await admit(ada, dee, ['Member'], stick)
    await meet([ada, bo, dee], stick)
    await expect(dee.app.page.getByText('It began with a snapshot of')).toBeVisible()
    expect(JSON.stringify(await dee.sync.shared())).not.toContain('toolate-')

    for (const laptop of laptops) await laptop.close()
    expect(laptops.flatMap(({ findings }) => findings)).toEqual([])
  } finally {
    for (const laptop of laptops) await laptop.end()
    await rm(above, { recursive: true, force: true, maxRetries: 5 })
  }
})
