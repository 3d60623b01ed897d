/** What a node says against a question, as a sentence for people. */
import { Problem } from '#core/model/problem'
import { NodeRefusal } from './nodeRpc'

/** Anything else than a refusal stays as it is. */
export function refusalProblem(thrown: unknown): unknown {
  if (!(thrown instanceof NodeRefusal)) return thrown
  const { host, method, message } = thrown
  return new Problem('node.refused', `The node ${host} refuses ${method}: try again, or use another.`, { cause: message })
}
