/** Tells running servers what an account is now, so that a revocation holds at once, connections that are open included. */
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { CLAIMS_UPDATE, MESSENGER, mintMessenger } from './natsAccounts'
import { accountsNow, type NatsAdmin } from './natsAdmin'
import { openAnyNats } from './openNats'

const ANSWER_LIMIT_MS = 10_000
const LIMITS = { mostChars: 100_000, deepest: 10, mostValues: 1_000 }
const answerSchema = z.looseObject({ data: z.looseObject({ code: z.literal(200), account: z.string() }) })

/**
 * The servers of a cluster tell each other, those that are down once they are up again.
 * @throws Problem `sync.place-missing`, `sync.server-not-trusted`, `nats.not-told`
 */
export async function tellServers(admin: NatsAdmin, nowMs: number): Promise<void> {
  const { cooperative } = await accountsNow(admin)
  const messenger = await mintMessenger(admin.seeds, nowMs)
  const open = await openAnyNats(admin.servers, admin.ca, { ...messenger, name: MESSENGER })
  try {
    const answer = await open.request(CLAIMS_UPDATE, cooperative.jwt, { timeout: ANSWER_LIMIT_MS })
    const { data } = answerSchema.parse(parseBoundedJson(answer.string(), LIMITS))
    if (data.account !== cooperative.publicKey) throw notTold(admin, 'it answered for another account')
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : notTold(admin, thrown)
  } finally {
    await open.close()
  }
}

function notTold({ servers }: NatsAdmin, cause: unknown): Problem {
  return new Problem(
    'nats.not-told',
    `${servers.join(', ')} did not take the new accounts: copy the jwt folder to it and start it again.`,
    { cause },
  )
}
