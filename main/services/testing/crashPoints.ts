/** Steps of a program at which a test ends it: at each once, the first time that it is reached. */

class Crash extends Error {}

/** One run of a program, until it ends at a step that it reaches for the first time. */
export interface Life {
  isOver(): boolean
  /** Ends it before the work or after it; what is over does nothing more. */
  around<T>(step: string, work: () => Promise<T>): Promise<T>
}

export interface CrashPoints {
  /** Where a life ended, in that order. */
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
        async around(step, work) {
          reach(`before ${step}`)
          const result = await work()
          reach(`after ${step}`)
          return result
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
