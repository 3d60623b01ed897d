/** A cooperative's week in short: laptops that meet by a stick alone, and are killed on the way. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import { admit, foundBy } from '../week/cooperativeOf'
import { Laptop } from '../week/Laptop'
import { meet } from '../week/meeting'
import { signedByFirst } from '../week/payoutOfTwo'
import { agreementsFile, fleetFile, type PlacedHotspot, rewardsFile } from '../week/weekFiles'
import { expect, PROGRAM_DIR, test } from './consoleTest'

const STATIONS = { '033b6fb0-9636-11ec-900c-abdec1c57354': 1417.458821, '044493e0-8d86-11ec-900c-abdec1c57354': 1280.317444 }

function manyHotspots(prefix: string, count: number): PlacedHotspot[] {
  return Array.from({ length: count }, (_, at) => ({ key: `${prefix}-${at}`, lat: (at % 170) - 84.5, lng: (at % 350) - 174.75 }))
}

test('a payout is signed twice', async () => {
  test.setTimeout(300_000)
  const t0 = Date.now()
  const lap = (s: string) => console.log(((Date.now() - t0) / 1000).toFixed(1), s)
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
    const [ada, bo, cy] = [await start('ada'), await start('bo'), await start('cy')]
    lap('started')
    await ada.app.importFile(await agreementsFile(ada.folder, 'agreements', '*', 60))
    await ada.app.importFile(await rewardsFile(ada.folder, 'October', STATIONS))
    await new SplitPage(ada.app).split('October')
    lap('split')
    await foundBy(ada, 'Harbour Mesh', stick)
    lap('founded')
    await admit(ada, bo, ['Operator', 'Treasurer'], stick)
    await admit(ada, cy, ['Operator', 'Technician'], stick)
    lap('admitted')
    await signedByFirst(ada, 'October')
    lap('signed first')
    await ada.sync.syncNow(stick)
    await bo.sync.syncNow(stick)
    await new PayPage(bo.app).countersign('October')
    lap('countersigned')
    const cys = await fleetFile(cy.folder, 'fleet', manyHotspots('cy', 1_500))
    const isDone = await cy.killIn(() => cy.app.importFile(cys), 1_500)
    lap(`cy killed ${isDone}`)
    if (!isDone) await cy.app.importFile(cys)
    await cy.killIn(() => cy.sync.syncNow(stick), 900)
    lap(`cy killed`)
    lap(`met ${await meet([cy, bo, ada], stick)}`)
    await new PayPage(ada.app).open('October')
    await expect(ada.app.page.getByRole('heading', { name: 'Next: Send it while online' })).toBeVisible()

    await ada.sync.open('Laptops')
    await ada.sync.revoke('cy')
    await cy.app.importFile(await fleetFile(cy.folder, 'late', manyHotspots('late', 3)))
    await cy.sync.syncNow(stick)
    await ada.sync.syncNow(stick)
    lap('revoked')
    await ada.sync.makeSnapshot()
    lap('snapshot')
    const dee = await start('dee')
    await admit(ada, dee, ['Member'], stick)
    lap(`met ${await meet([ada, bo, dee], stick)}`)
    await expect(dee.app.page.getByText('It began with a snapshot of')).toBeVisible()
    await cy.sync.syncNow(stick)
    await expect(cy.app.page.getByText('This laptop’s access was taken away')).toBeVisible()
    expect(JSON.stringify(await ada.sync.shared())).not.toContain('late-')
    lap('end')
    for (const laptop of laptops) {
      await laptop.close()
      expect(laptop.findings).toEqual([])
    }
  } finally {
    for (const laptop of laptops) await laptop.end()
    await rm(above, { recursive: true, force: true, maxRetries: 5 })
  }
})
