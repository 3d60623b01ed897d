/** Laptops and places to which what a story tells happens (see `syncStory`). */
import { Problem } from '../../model/problem'
import type { Operation } from '../../records/operation'
import { sync } from './exampleCooperative'
import { attack, shownByRelay } from './HostileRelay'
import { Interrupter } from './interrupted'
import { MemoryPlace } from './MemoryPlace'
import type { ModelLaptop, ModelWorld } from './ModelLaptop'
import { personal } from './personal'
import { type Happening, LAPTOPS, PLACES, type Story } from './syncStory'

export class SyncModel {
  readonly laptops: ModelLaptop[] = []
  readonly places = Array.from({ length: PLACES }, () => new MemoryPlace())
  /** How often what is known of a person was destroyed. */
  destroyed = 0
  readonly #skewsMs: number[] = []
  readonly #copies = new Map<number, unknown>()
  readonly #placeCopies = new Map<number, ReturnType<MemoryPlace['copy']>>()
  #nowMs = Date.UTC(2026, 10, 29)
  #marks = 0
  /** Which laptop has a clone; the clone is the last. */
  #cloned: number | null = null

  private constructor(
    private readonly world: ModelWorld,
    private readonly older: readonly boolean[],
  ) {}

  static async begin({ skewsMs, older, beginsForked, roles }: Story, world: ModelWorld): Promise<SyncModel> {
    const model = new SyncModel(world, older)
    for (const [at, skewMs] of skewsMs.entries()) {
      model.laptops.push(await model.#newLaptop(at))
      model.#skewsMs.push(skewMs)
    }
    await world.governance?.begin(model.laptops, roles)
    if (beginsForked) await model.#fork()
    return model
  }

  #newLaptop(at: number): Promise<ModelLaptop> {
    return this.world.laptop(`laptop ${at}`, this.older[at] ?? false)
  }

  async #fork(): Promise<void> {
    const [original] = this.laptops
    if (!original) return
    const say = async (on: ModelLaptop, name: 'harbour' | 'ridge' | 'mill', at: number) => {
      await on.say({ kind: 'write', key: 'k1', fields: { name } }, this.#mark())
      await this.#sync(on, at)
    }
    await say(original, 'harbour', 0)
    await this.#cloneOf(0)
    await say(original, 'ridge', 0)
    const clone = this.laptops.at(-1)
    if (clone) await say(clone, 'mill', 1)
  }

  async #cloneOf(at: number): Promise<void> {
    const original = this.laptops[at]
    if (!original || this.laptops.length > LAPTOPS) return
    const clone = await this.#newLaptop(at)
    await clone.setBack(await original.copy())
    this.laptops.push(clone)
    this.#cloned = at
    this.#skewsMs.push(this.#skewsMs[at] ?? 0)
  }

  async happen(one: Happening): Promise<void> {
    this.#nowMs += 1_000 + this.#marks
    this.laptops.forEach((each, at) => {
      each.wallMs = this.#nowMs + (this.#skewsMs[at] ?? 0)
    })
    if ('laptop' in one) await this.#happenTo(one, this.#laptopAt(one.laptop))
    else await this.#happenAt(one, this.places[one.place] ?? new MemoryPlace())
  }

  /** A clone is used in turn with what it was copied from. */
  #laptopAt(at: number): ModelLaptop {
    const isClone = at === this.#cloned && this.#nowMs % 2 === 1
    const found = this.laptops[isClone ? this.laptops.length - 1 : at]
    if (!found) throw new Error('No such laptop')
    return found
  }

  async #happenTo(one: Extract<Happening, { laptop: number }>, on: ModelLaptop): Promise<void> {
    switch (one.kind) {
      case 'write':
        for (let time = 0; time < one.often; time++) await on.say(one.write, this.#mark())
        return
      case 'write-newer':
        await on.sayNewer(this.#mark())
        return
      case 'write-large':
        await on.sayLarge(one.chars, this.#mark())
        return
      case 'grant': {
        const about = this.laptops[one.about]
        if (about) await this.world.governance?.grant(on, about, one.roles, one.isFromNow)
        return
      }
      case 'destroy':
        this.destroyed += Number((await this.world.governance?.destroy(on, one.person)) ?? false)
        return
      case 'sync':
        await this.#sync(on, one.place)
        return
      case 'sync-interrupted': {
        const problem = one.code === 'crash' ? new Error('crash') : new Problem(one.code, 'Interrupted by the model')
        const interrupter = new Interrupter({ at: one.at, when: one.when, problem })
        const given = this.places[one.place] ?? new MemoryPlace()
        const options = { ask: async () => 'write-own' as const, personal }
        // Power cuts everywhere, problems of a place only there.
        const ports: Parameters<typeof sync> =
          one.code === 'crash' ? [interrupter.wrap(on), interrupter.wrap(given), options] : [on, interrupter.wrap(given), options]
        await sync(...ports).catch((thrown: unknown) => {
          if (thrown !== problem && !isRefused(thrown)) throw thrown
        })
        return
      }
      case 'sync-by-relay': {
        let chance = one.seed
        const next = () => {
          chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648
          return chance >> 8
        }
        const shown = shownByRelay(this.places[one.place] ?? new MemoryPlace(), next)
        await sync(on, shown, { ask: async () => 'write-all', personal }).catch((thrown: unknown) => {
          if (!isRefused(thrown)) throw thrown
        })
        return
      }
      case 'copy-laptop':
        this.#copies.set(one.laptop, await on.copy())
        return
      case 'set-back-laptop': {
        const copy = this.#copies.get(one.laptop)
        if (copy) await this.laptops[one.laptop]?.setBack(copy)
        return
      }
      case 'clone':
        await this.#cloneOf(one.laptop)
    }
  }

  async #happenAt(one: Exclude<Happening, { laptop: number }>, at: MemoryPlace): Promise<void> {
    const names = [...at.files.keys()]
    switch (one.kind) {
      case 'attack':
        await attack(at, one.attack, one.chosen)
        return
      case 'forge': {
        const word = one.by === LAPTOPS ? 'stranger' : `laptop ${one.by}`
        const batch = await this.world.governance?.forge(word, one.forgery, this.laptops)
        if (batch) at.add(batch.id, batch.text)
        return
      }
      case 'tear': {
        const name = names[one.chosen % Math.max(1, names.length)]
        if (name !== undefined) at.files.set(name, (at.files.get(name) ?? '').slice(0, one.length))
        for (const [hash, bytes] of at.chunks) if (one.chosen % 2 === 0) at.chunks.set(hash, bytes.slice(0, one.length))
        return
      }
      case 'cut-short':
        for (const name of names.slice(one.keep)) at.files.delete(name)
        for (const hash of [...at.chunks.keys()].slice(one.keep)) at.chunks.delete(hash)
        at.envelopeTexts = at.envelopeTexts.slice(0, one.keep)
        return
      case 'empty':
        at.setBack({ founding: null, files: new Map(), chunks: new Map(), envelopeTexts: [] })
        return
      case 'copy-place':
        this.#placeCopies.set(one.place, at.copy())
        return
      case 'set-back-place': {
        const copy = this.#placeCopies.get(one.place)
        if (copy) at.setBack(copy)
      }
    }
  }

  /** By which an operation is found again, whatever its actor is called by then. */
  #mark(): string {
    this.#marks += 1
    return `m${this.#marks}`
  }

  async #sync(on: ModelLaptop, at: number): Promise<void> {
    await sync(on, this.places[at] ?? new MemoryPlace(), { ask: async () => 'write-all', personal })
  }

  async everybodyIsNewest(): Promise<void> {
    for (const each of this.laptops) await each.becomeNewest()
  }

  /** Everybody has the newest version, and meets at every place. */
  async everybodySyncs(times: number): Promise<void> {
    await this.everybodyIsNewest()
    for (let time = 0; time < times; time++) {
      for (const at of this.places.keys()) for (const each of this.laptops) await this.#sync(each, at)
    }
  }

  /** Operations that somebody still has, by their marks. */
  async marksAnywhere(): Promise<Set<string>> {
    const logs = await Promise.all(this.laptops.map((each) => each.log()))
    return new Set(logs.flatMap((log) => [...marksIn(log)]))
  }

  /** By actor the first number under which two batches were sent. */
  firstForks(): Map<string, number> {
    const sent = new Map<string, Set<string>>()
    const firstFork = new Map<string, number>()
    for (const { actor, n, hash } of this.places.flatMap(({ published }) => published)) {
      const hashes = sent.get(`${actor} ${n}`) ?? new Set()
      sent.set(`${actor} ${n}`, hashes.add(hash))
      if (hashes.size > 1) firstFork.set(actor, Math.min(n, firstFork.get(actor) ?? n))
    }
    return firstFork
  }

  /** Marks of batches from a number on under which two were sent; and of what these laptops say under such names. */
  async marksOfForks(): Promise<Set<string>> {
    const firstFork = this.firstForks()
    const marks = new Set<string>()
    if (firstFork.size === 0) return marks
    for (const laptop of this.laptops) {
      const { held, aside } = await laptop.batches()
      for (const { id, batch } of [...held, ...aside]) {
        if (id.n >= (firstFork.get(id.actor) ?? Number.POSITIVE_INFINITY))
          for (const mark of marksIn(batch.operations)) marks.add(mark)
      }
    }
    return marks
  }
}

/** Where little of a place is shown, and not whose it is, it is refused: nothing there can be read, or only what others put there. */
function isRefused(thrown: unknown): boolean {
  return thrown instanceof Problem && ['sync.place-unreadable', 'sync.other-cooperative'].includes(thrown.code)
}

/** What operations were marked with: beside what they say, or as the title of their act. */
export function marksIn(operations: readonly object[]): Set<string> {
  return new Set(operations.flatMap((each) => ('mark' in each ? [String(each.mark)] : titleOf(each as Partial<Operation>))))
}

function titleOf({ table, set }: Partial<Operation>): string[] {
  return table === 'acts' ? [String(set?.title)] : []
}

/** What a laptop can show of a set of marks: in its records' log, withheld, or set aside and readable. */
export async function readableMarks(laptop: ModelLaptop): Promise<Set<string>> {
  const { held, aside } = await laptop.batches()
  return new Set([...marksIn(await laptop.log()), ...[...held, ...aside].flatMap(({ batch }) => [...marksIn(batch.operations)])])
}
