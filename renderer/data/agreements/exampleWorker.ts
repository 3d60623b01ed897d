/** The worker that works examples out while an agreement is written; it ends with the form. */
import type { WorkedExample } from '#core/agreements/workedExample'
import { Problem } from '#core/model/problem'
import type { Terms } from '#core/model/terms'
import { askLatest } from '../../platform/askLatest'
import { connectWorker } from '../../platform/connectWorker'
import { type ExampleBasis, workedExampleContract } from '../../workers/workedExampleContract'

export interface Worked {
  /** Of which terms it is; those that are typed may be later ones. */
  terms: Terms
  example: WorkedExample | null
  /** Why a split would refuse it, or could not be made. */
  problem: Problem | null
}

export interface ExampleWorker {
  setBasis(basis: ExampleBasis): void
  /** Asks for terms; of those that are asked for while others are worked out, the latest alone. */
  ask(terms: Terms): void
  close(): void
}

/** @param onWorked called with each answer, until it is closed */
export function startExampleWorker(onWorked: (worked: Worked) => void): ExampleWorker {
  const worker = new Worker(new URL('../../workers/workedExample.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('worked example', workedExampleContract, worker)
  let isClosed = false

  async function answer(terms: Terms): Promise<Worked> {
    try {
      return { terms, example: await client.call('work', terms), problem: null }
    } catch (thrown) {
      const problem = Problem.from(
        thrown,
        'example.failed',
        'The example could not be worked out: close the agreement and open it again.',
      )
      return { terms, example: null, problem }
    }
  }

  const ask = askLatest<Terms>(async (terms) => {
    if (isClosed) return
    const worked = await answer(terms)
    if (!isClosed) onWorked(worked)
  })
  return {
    // An answer that it does not come to is seen with the next question.
    setBasis: (basis) => void client.call('setBasis', basis).catch(() => undefined),
    ask,
    close() {
      isClosed = true
      client.close()
    },
  }
}
