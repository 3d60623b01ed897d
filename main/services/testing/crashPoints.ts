/**
 * Steps of a program at which a test ends it: before each once, the first time that it is reached. After a step nothing lasting
 * happens until the next one, so that its end is the beginning of another.
 */

class Crash extends Error {}

/** One run of a program, until it ends at a step that it reaches for the first time. */
export interface Life {
  isOver(): boolean
  /** Ends it before the work; what is over does nothing more. */
  before<T>(step: string, work: () => Promise<T>): Promise<T>
}

export interface CrashPoints {
  /** Before which a life ended, in that order. */
  steps: string[]
  begin(): Life
  /** A number for a thing, the same each time; the first one gets 1. */
  numberOf(thing: string): number
}

export function createCrashPoints(): CrashPoints {
  const steps: string[] = []
  const numbers = new Map<string, number>()
  return {
    steps,
    numberOf(thing) {
      const number = numbers.get(thing) ?? numbers.size + 1
      numbers.set(thing, number)
      return number
    },
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
