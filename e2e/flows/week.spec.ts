/** Three laptops that meet by a stick alone: a day of their work, with one of them killed; `npm run test:long` lives a week. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Laptop } from '../week/Laptop'
import { prepareStick } from '../week/officeStick'
import { Stick } from '../week/Stick'
import { importAgreements, importFleet, importJanuary, payJanuary, signAsSecond } from '../week/worksOfWeek'
import { expect, PROGRAM_DIR, test } from './consoleTest'

test.describe.configure({ timeout: 240_000 })

test('three laptops and a stick end alike: one is killed while it syncs, and the second signer gets the payout by the stick', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-day-'))
  const stick = await Stick.make()
  const laptops = await Promise.all(['ada', 'ben', 'cy'].map((name) => Laptop.start(PROGRAM_DIR, name)))
  const [ada, ben, cy] = laptops as [Laptop, Laptop, Laptop]
  try {
    await prepareStick(stick.path, await Promise.all(laptops.map((laptop) => laptop.publicKey())))
    for (const laptop of laptops) await laptop.exchange(stick)
    await Promise.all([
      importAgreements(ada, folder, 60).then(() => importJanuary(ada, folder)),
      importFleet(ben, folder, 500),
      importFleet(cy, folder, 20),
    ])
    await Promise.all([payJanuary(ada), ben.killDuring(() => ben.exchange(stick), 'both', 1_500)])
    await ben.exchange(stick)
    await ada.exchange(stick)
    await cy.exchange(stick)
    await signAsSecond(cy)
    for (const laptop of [cy, ada, ben, cy]) await laptop.exchange(stick)

    const held = await ada.sync.shared()
    expect(held.hotspots).toHaveLength(520)
    expect(held.payouts).toHaveLength(1)
    const confirmed = held.payoutMoves?.filter((move) => JSON.stringify(move).includes('"confirmed"'))
    expect(confirmed).toHaveLength(2)
    expect(await ben.sync.shared()).toEqual(held)
    expect(await cy.sync.shared()).toEqual(held)
  } finally {
    await Promise.all(laptops.map((laptop) => laptop.stop()))
    await stick.remove()
    await rm(folder, { recursive: true, force: true })
  }
})
