/**
 * A week of a cooperative whose laptops never see each other online: each edits by itself, they meet by a stick and later by a
 * server, and one or another is killed at any time. Chance decides what is done and when, from a seed.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cooperativeId, foundingSchema } from '#core/sync/founding'
import { type NatsBed, openNatsBed } from '../../main/sync/testing/natsBed'
import { randomOf } from '../killing/randomOf'
import { PayPage } from '../pages/PayPage'
import { admit, foundBy } from './cooperativeOf'
import { type Chance, type Edit, movedHotspots, newAgreement, newHotspots, provisionedHotspot, splitPeriod } from './edits'
import { Laptop } from './Laptop'
import { meet } from './meeting'
import { signedByFirst } from './payoutOfTwo'

export interface WeekOptions {
  programDir: string
  seed: number
  /** On which they meet by the stick, and as many by the server after them. */
  days: number
  log(line: string): void
}

const EDITS_A_DAY = 2
const KILLED_IN_EDIT = 0.3
const KILLED_IN_ROUND = 0.4
const ROUND_ABOUT_MS = 4_000
const FIRST_PERIOD = 'First period'

/** @returns what was lost, half written or complained of, in words; none where all is well */
export async function runWeek(options: WeekOptions): Promise<string[]> {
  const above = await mkdtemp(join(tmpdir(), 'commonmast-week-'))
  const week = new Week(options, above)
  try {
    await week.begin()
    for (let day = 1; day <= options.days; day += 1) await week.dayByStick(day)
    await week.payByTwo()
    await week.openServer()
    for (let day = options.days + 1; day <= 2 * options.days; day += 1) await week.dayByServer(day)
    await week.shutOutAndJoin()
    return await week.end()
  } finally {
    await week.tidyUp()
    await rm(above, { recursive: true, force: true, maxRetries: 5 })
  }
}

class Week {
  readonly #chance: Chance
  readonly #stick: string
  readonly #laptops: Laptop[] = []
  /** Parts of records that a laptop said are there. */
  readonly #left = new Set<string>()
  readonly #findings: string[] = []
  #server: NatsBed | null = null
  #months = 0

  constructor(
    private readonly options: WeekOptions,
    private readonly above: string,
  ) {
    this.#chance = randomOf(options.seed)
    this.#stick = join(above, 'stick')
  }

  async begin(): Promise<void> {
    await mkdir(this.#stick)
    const [ada, bo, cy] = [await this.#start('ada'), await this.#start('bo'), await this.#start('cy')]
    await this.#edit(ada, newAgreement('first', this.#chance, '*'))
    await this.#edit(ada, splitPeriod(FIRST_PERIOD, this.#month(), this.#chance))
    await foundBy(ada, 'Harbour Mesh', this.#stick)
    await admit(ada, bo, ['Operator', 'Treasurer'], this.#stick)
    await admit(ada, cy, ['Operator', 'Technician'], this.#stick)
    await this.#meet(this.#stick)
  }

  async dayByStick(day: number): Promise<void> {
    await this.#edits(day)
    for (const laptop of shuffled(this.#laptops, this.#chance)) {
      const isPulled = this.#chance() < 0.3
      if (isPulled) await this.#pullStick(laptop)
      else await this.#round(laptop, this.#stick)
    }
    await this.#meet(this.#stick)
  }

  /** The second owner finds the payout by syncing alone. */
  async payByTwo(): Promise<void> {
    const [ada, bo] = this.#laptops as [Laptop, Laptop]
    await signedByFirst(ada, FIRST_PERIOD)
    await this.#meet(this.#stick)
    await new PayPage(bo.app).countersign(FIRST_PERIOD)
    await this.#meet(this.#stick)
    await new PayPage(ada.app).open(FIRST_PERIOD)
    await ada.app.page.getByRole('heading', { name: 'Next: Send it while online' }).waitFor()
    this.options.log('the payout has both signatures')
  }

  /** A keeper's laptop makes the stream. */
  async openServer(): Promise<void> {
    const server = await openNatsBed(await cooperativeOn(this.#stick))
    this.#server = server
    for (const [at, laptop] of this.#laptops.entries()) {
      const access = await server.access(laptop.name, at === 0 ? { keeper: { replicas: 1, mostBytes: null } } : {})
      const trouble = await laptop.sync.addServer({ fileName: 'access.json', text: JSON.stringify(access) })
      if (trouble !== null) throw new Error(`${laptop.name} and the server: ${trouble}`)
    }
  }

  async dayByServer(day: number): Promise<void> {
    const server = this.#server as NatsBed
    await this.#edits(day)
    for (const [at, laptop] of shuffled(this.#laptops, this.#chance).entries()) {
      if (at === 1) await this.#killServer(laptop, server)
      else await this.#round(laptop, server.url)
    }
    await this.#meet(server.url)
  }

  /** A lost laptop writes on, and another one comes to the cooperative. */
  async shutOutAndJoin(): Promise<void> {
    const [ada, , cy] = this.#laptops as [Laptop, Laptop, Laptop]
    await ada.sync.revoke(cy.name)
    await newHotspots('toolate', 5).run(cy)
    await cy.sync.syncNow(this.#stick)
    await ada.sync.syncNow(this.#stick)
    await ada.sync.makeSnapshot(this.#stick)
    await cy.sync.syncNow(this.#stick)
    await cy.app.page.getByText('This laptop’s access was taken away').waitFor()
    await this.#close(cy)
    this.#laptops.splice(2, 1)
    const dee = await this.#start('dee')
    await admit(ada, dee, ['Operator'], this.#stick)
    await this.#meet(this.#stick)
    await dee.sync.open('Places')
    await dee.app.page.getByText(/It began with a snapshot of/).waitFor()
    await this.#edit(dee, newHotspots('dees', 100))
    await this.#meet(this.#stick)
  }

  async end(): Promise<string[]> {
    const all = JSON.stringify(await this.#laptops[0]?.sync.shared())
    const findings = [...this.#left].filter((text) => !all.includes(text)).map((text) => `${text} is lost`)
    if (all.includes('toolate-')) findings.push('what a laptop wrote that was shut out is there')
    for (const laptop of this.#laptops) await this.#close(laptop)
    return [...findings, ...this.#findings]
  }

  async tidyUp(): Promise<void> {
    for (const laptop of this.#laptops) await laptop.end()
    await this.#server?.stop()
  }

  async #start(name: string): Promise<Laptop> {
    const laptop = await Laptop.start(this.options.programDir, this.above, name)
    this.#laptops.push(laptop)
    return laptop
  }

  async #close(laptop: Laptop): Promise<void> {
    await laptop.close()
    this.#findings.push(...laptop.findings.map((finding) => `${laptop.name}: ${finding}`))
    this.options.log(`${laptop.name} was killed ${laptop.kills} times`)
  }

  async #edits(day: number): Promise<void> {
    for (const laptop of this.#laptops) {
      for (let at = 0; at < EDITS_A_DAY; at += 1) await this.#edit(laptop, this.#anyEdit(laptop, `${laptop.name}-${day}-${at}`))
    }
  }

  #anyEdit(laptop: Laptop, name: string): Edit {
    const isTreasurer = laptop.name !== 'cy'
    const kinds = [
      () => newHotspots(name, 1 + Math.floor(this.#chance() * 1_500)),
      () => movedHotspots(name, this.#chance),
      ...(isTreasurer
        ? [
            () => newAgreement(name, this.#chance),
            () => splitPeriod(`Period ${name.replaceAll('-', ' ')}`, this.#month(), this.#chance),
          ]
        : [provisionedHotspot]),
    ]
    return (kinds[Math.floor(this.#chance() * kinds.length)] ?? provisionedHotspot)()
  }

  /** A month that no period has. */
  #month(): string {
    const at = this.#months++
    return `${2020 + Math.floor(at / 12)}-${String(1 + (at % 12)).padStart(2, '0')}`
  }

  async #edit(laptop: Laptop, edit: Edit): Promise<void> {
    let isDone = false
    if (this.#chance() < KILLED_IN_EDIT) {
      const afterMs = Math.round(this.#chance() * edit.aboutMs)
      isDone = await laptop.killIn(() => edit.run(laptop), afterMs)
      this.options.log(`${laptop.name}: killed after ${afterMs} ms of ${edit.name}, ${isDone ? 'done' : 'not done'}`)
    }
    if (!isDone) await edit.run(laptop)
    for (const text of edit.leaves) this.#left.add(text)
    this.options.log(`${laptop.name}: ${edit.name}`)
  }

  async #round(laptop: Laptop, place: string): Promise<void> {
    if (this.#chance() < KILLED_IN_ROUND) {
      const afterMs = Math.round(this.#chance() * ROUND_ABOUT_MS)
      const isDone = await laptop.killIn(() => laptop.sync.syncNow(place), afterMs)
      this.options.log(`${laptop.name}: killed after ${afterMs} ms of a round, ${isDone ? 'done' : 'not done'}`)
    } else await laptop.sync.syncNow(place)
  }

  /** While the laptop uses it. */
  async #pullStick(laptop: Laptop): Promise<void> {
    const round = laptop.sync.tryRound(this.#stick)
    const afterMs = Math.round(this.#chance() * ROUND_ABOUT_MS)
    await wait(afterMs)
    const pocket = join(this.above, 'pocket')
    await rename(this.#stick, pocket)
    this.options.log(`${laptop.name}: the stick was pulled after ${afterMs} ms: ${(await round) ?? 'the round was done'}`)
    await rename(pocket, this.#stick)
  }

  async #killServer(laptop: Laptop, server: NatsBed): Promise<void> {
    const round = laptop.sync.tryRound(server.url)
    const afterMs = Math.round(this.#chance() * ROUND_ABOUT_MS)
    await wait(afterMs)
    await server.kill()
    const begunAt = Date.now()
    const trouble = await round
    const tookMs = Date.now() - begunAt
    this.options.log(
      `${laptop.name}: the server was killed after ${afterMs} ms: ${trouble ?? 'the round was done'}, ${tookMs} ms later`,
    )
    await server.start()
  }

  async #meet(place: string): Promise<void> {
    const begunAt = Date.now()
    const turns = await meet(shuffled(this.#laptops, this.#chance), place)
    this.options.log(`they agree after ${turns} turns, ${Date.now() - begunAt} ms`)
  }
}

async function cooperativeOn(stick: string): Promise<string> {
  const [folder = ''] = await readdir(stick)
  return cooperativeId(foundingSchema.parse(JSON.parse(await readFile(join(stick, folder, 'cooperative.json'), 'utf8'))))
}

function shuffled<T>(all: readonly T[], chance: Chance): T[] {
  return all
    .map((one) => ({ one, place: chance() }))
    .sort((first, second) => first.place - second.place)
    .map(({ one }) => one)
}
