/**
 * Steps of a program at which a test ends it: before each once, the first time that it is reached. After a step nothing lasting
 * happens until the next one, so that its end is the beginning of another. What it left in its journal and its folder is what the
 * next one starts with.
 */
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFiles } from '../../storage/payoutFiles'
import type { NodeBook } from '../treasury/chain/nodeBook'
import type { TreasuryJournal } from '../treasury/signTransaction'

class Crash extends Error {}

/** One run of a program, until it ends at a step that it reaches for the first time. */
export interface Life {
  isOver(): boolean
  /** Ends it before the work; what is over does nothing more. */
  before<T>(step: string, work: () => Promise<T>): Promise<T>
  /** A number for a thing among its kind, the same in every life; the first one gets 1. */
  numberOf(kind: string, thing: string): number
}

export interface CrashPoints {
  /** Before which a life ended, in that order. */
  steps: string[]
  begin(): Life
}

export function createCrashPoints(): CrashPoints {
  const steps: string[] = []
  const numbers = new Map<string, Map<string, number>>()
  const numberOf = (kind: string, thing: string) => {
    const ofKind = numbers.get(kind) ?? new Map<string, number>()
    numbers.set(kind, ofKind)
    const number = ofKind.get(thing) ?? ofKind.size + 1
    ofKind.set(thing, number)
    return number
  }
  return {
    steps,
    begin() {
      let over = false
      const reach = (step: string) => {
        if (!over && steps.includes(step)) return
        if (!over) steps.push(step)
        over = true
        throw new Crash(step)
      }
      return {
        isOver: () => over,
        numberOf,
        async before(step, work) {
          reach(step)
          return work()
        },
      }
    },
  }
}

/** Begins a life, and another after each crash, until the work is done. */
export async function untilDone<L extends { life: Life; close(): Promise<void> }, T>(
  begin: () => Promise<L>,
  work: (living: L) => Promise<T>,
): Promise<T> {
  for (;;) {
    const living = await begin()
    try {
      const result = await work(living)
      if (!living.life.isOver()) return result
    } catch (thrown) {
      if (!living.life.isOver()) throw thrown
    } finally {
      await living.close()
    }
  }
}

/** What a treasurer's program does lasting things with. */
interface LastingParts {
  journal: TreasuryJournal
  files: PayoutFiles
  nodes: NodeBook
}

/** The same parts, each of whose lasting works is a step of the life. @param name whose program it is */
export function stepwise(life: Life, name: string, { journal, files, nodes }: LastingParts): LastingParts {
  const before = <T>(step: string, work: () => Promise<T>) => life.before(`${name}: ${step}`, work)
  return {
    journal: {
      append: (kind, data) => before(`journal ${entryName(life, kind, data)}`, () => journal.append(kind, data)),
      readBack: (wants, backTo) => journal.readBack(wants, backTo),
      loss: () => journal.loss(),
    },
    files: { ...files, keep: (id, text) => before('payout file', () => files.keep(id, text)) },
    nodes: {
      ...nodes,
      async open(chain) {
        const opened = await nodes.open(chain)
        return {
          ...opened,
          send: (raw) => before(`node is given ${life.numberOf('sent', raw)}`, () => opened.send(raw)),
        }
      },
    },
  }
}

function entryName(life: Life, kind: string, data: Record<string, unknown>): string {
  const { move, at, signedHash, derivationPath } = data as Partial<Record<string, string>> & { move?: { fact: FactOfMove } }
  if (!move)
    return at === undefined ? kind : `${kind} ${at} of hash ${life.numberOf('hash', `${signedHash}`)} by ${derivationPath}`
  const { fact } = move
  const place = fact.at ?? fact.confirmation?.at
  const signer = fact.confirmation ? ` by ${fact.confirmation.derivationPath}` : ''
  return `${kind} ${fact.kind}${place === undefined ? '' : ` ${place}`}${signer}`
}

interface FactOfMove {
  kind: string
  at?: number
  confirmation?: ConfirmationFile
}
