/** Signing as an event of the journal: before, after, and why it failed. No record is given out that the journal does not hold. */
import { Problem } from '#core/model/problem'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import type { Clock } from '../../devices/clock'
import type { Signer } from '../../storage/installationKey'
import type { OpenSession } from './OpenSession'
import { type AppendToJournal, SessionJournal } from './SessionJournal'
import { signProvisioning, signUnfinished, type Told } from './signProvisioning'
import type { JournalledSession } from './unfinishedSessions'

/** @throws Problem `disk.*`, `session.busy`, `provisioning.*`; the session can then be signed later. */
export async function signOpen(options: {
  session: OpenSession
  told: Told
  signer: Signer
  clock: Clock
}): Promise<ProvisioningFileV2> {
  const { session, told } = options
  return session.exclusively(async () => {
    const file = await journalled(session.origin.journal, 'sign', { workOrderId: told.workOrderId }, signedPart, () =>
      signProvisioning(options),
    )
    session.signed()
    return file
  })
}

/** Its whole record stands in the journal: it is small without evidence, and nothing else holds it yet. */
export function signRecovered(options: {
  session: JournalledSession
  told: Pick<Told, 'technician' | 'position'>
  signer: Signer
  clock: Clock
  journal: AppendToJournal
}): Promise<ProvisioningFileV2> {
  const journal = new SessionJournal(options.journal, options.session.state.sessionId)
  return journalled(
    journal,
    'sign-unfinished',
    {},
    (record) => ({ record }),
    () => signUnfinished(options),
  )
}

function signedPart({ facts, publicKey, signature }: ProvisioningFileV2): Record<string, unknown> {
  const { id, device, identified, connected, proved, positionFixed } = facts
  return { id, device, identified, connected, proved, positionFixed, publicKey, signature }
}

async function journalled(
  journal: SessionJournal,
  kind: string,
  about: Record<string, unknown>,
  outcome: (file: ProvisioningFileV2) => Record<string, unknown>,
  sign: () => Promise<ProvisioningFileV2>,
): Promise<ProvisioningFileV2> {
  await journal.begin(`${kind}.begin`, about)
  let file: ProvisioningFileV2
  try {
    file = await sign()
  } catch (thrown) {
    const problem = Problem.from(thrown, 'provisioning.unexpected', 'Signing met an unexpected fault: try once more.')
    await journal.note(`${kind}.failed`, { ...about, code: problem.code, message: problem.message })
    throw problem
  }
  await journal.begin(`${kind}.done`, { ...about, ...outcome(file) })
  return file
}
