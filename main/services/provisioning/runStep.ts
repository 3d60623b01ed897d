/**
 * One step with a device, journalled before and after. Invariants: nothing is written to the device before the journal holds
 * what is about to happen; what the device did is never lost because the journal could not take it; no password reaches the
 * journal, a state or a Problem.
 */
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { secretsOf } from '#core/provisioning/session/stepRequest'
import type { Clock } from '../../devices/clock'
import type { WifiSecrets } from '../wifiSecrets'
import { keepPassword } from './keepPassword'
import type { OpenSession } from './OpenSession'
import { requestFor } from './requestFor'
import { factsOf } from './sessionFacts'
import { unlessCancelled } from './unlessCancelled'
import { withoutSecrets } from './withoutSecrets'

export interface StepOptions {
  session: OpenSession
  order: SessionOrder
  signal: CancelSignal
  secrets: WifiSecrets
  clock: Clock
}

/**
 * @returns the state after the step; its problem says when the journal could not take what happened.
 * @throws Problem `session.busy`, `contract.cancelled`, `disk.*` before anything was done, or why the step failed.
 */
export function runStep({ session, order, signal, secrets, clock }: StepOptions): Promise<SessionState> {
  return session.exclusively(async () => {
    const { journal, continuation, startedMs } = session.origin
    // Refused before it is journalled: the journal must not say that something may have been sent.
    session.mustBeThere()
    const request = await unlessCancelled(requestFor(order, secrets), signal)
    if (order.kind !== 'identify') continuation?.mustNotBeOther()
    const about = { ...publicPart(order), startedMs: Math.max(0, Math.round(clock.monotonicMs() - startedMs)) }
    await journal.begin(`${order.kind}.begin`, about)
    session.begins(order.kind)
    const stepsBefore = session.driver.state.steps.length
    let failure: Problem | null = null
    try {
      await session.driver.run(request, signal)
      continuation?.check(session.driver.state)
    } catch (thrown) {
      const problem = Problem.from(
        thrown,
        'provisioning.unexpected',
        'The step met an unexpected fault: open the port again and try once more.',
      )
      failure = withoutSecrets(problem, secretsOf(request))
    }
    if (failure && order.kind === 'connect') failure = secrets.failed(order, failure)
    const unwritten = failure
      ? await journal.note(`${order.kind}.failed`, {
          code: failure.code,
          message: failure.message,
          begun: session.driver.state.steps.length > stepsBefore,
          known: factsOf(session.state),
        })
      : await journal.note(`${order.kind}.done`, { known: factsOf(session.state) })
    if (continuation?.takesOver()) await journal.note('resumed', { resumes: continuation.sessionId })
    // Only now: a keychain may ask a person first, and what the device did must not wait for that.
    const notice = order.kind === 'connect' && !failure ? await keepPassword(order, secrets, clock) : null
    if (failure) session.tell()
    session.notice(unwritten ? unwrittenProblem(unwritten) : notice)
    if (failure) throw failure
    return session.state
  })
}

function unwrittenProblem({ code, message, cause }: Problem): Problem {
  const told = `What the device did could not be written to the journal; it is kept in memory and can still be signed. ${message}`
  return new Problem(code, told, { cause })
}

/** What of an order may stand in the journal: what was asked for, without its password. */
function publicPart(order: SessionOrder): Record<string, unknown> {
  switch (order.kind) {
    case 'connect':
      return { ssid: order.ssid }
    case 'set-hostname':
      return { hostname: order.hostname }
    case 'set-device-name':
      return { name: order.name }
    case 'register':
      return { owner: order.owner, payer: order.payer, mode: order.mode }
    case 'receive-position':
      return { fixesWanted: order.fixesWanted }
    default:
      return {}
  }
}
