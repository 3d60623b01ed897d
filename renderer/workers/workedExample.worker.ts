/** Works examples of agreements out away from the UI thread: with many hosts and pools they take longer than a key. */
import { workExample } from '#core/agreements/workedExample'
import { invariant } from '#core/model/problem'
import { serveWorker } from '../platform/serveWorker'
import { type ExampleBasis, workedExampleContract } from './workedExampleContract'

let basis: ExampleBasis | null = null

serveWorker(workedExampleContract, {
  async setBasis(given) {
    basis = given
    return {}
  },
  async work(terms) {
    invariant(basis, 'an example is asked for once there is what it is worked out from')
    return workExample({ ...basis, terms })
  },
})
