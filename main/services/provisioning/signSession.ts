/**
 * Signing as an event of the journal: before, after, and why it failed. No record is given out that the journal does not hold as
 * a whole, so that it can be had again until it is saved.
 */
import { Problem } from '#core/model/problem'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import type { Clock } from '../../devices/clock'
import type { Signer } from '../../storage/installationKey'
import type { OpenSession } from './OpenSession'
import { type AppendToJournal, SessionJournal } from './SessionJournal'
import { type RecoveredTold, signProvisioning, signUnfinished, type Told } from './signProvisioning'
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
    const file = await journalled(session.origin.journal, 'sign', { workOrderId: told.workOrderId }, () =>
      signProvisioning(options),
    )
    session.signed()
    return file
  })
}

/** The record that was signed already, if there is one: the same device is not to have two. */
export async function signRecovered(options: {
  session: JournalledSession
  told: RecoveredTold
  signer: Signer
  clock: Clock
  journal: AppendToJournal
}): Promise<ProvisioningFileV2> {
  const { record, state } = options.session
  if (record) return record
  return journalled(new SessionJournal(options.journal, state.sessionId), 'sign-unfinished', {}, () => signUnfinished(options))
}

async function journalled(
  journal: SessionJournal,
  kind: string,
  about: Record<string, unknown>,
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
  await journal.begin(`${kind}.done`, { ...about, record: file })
  return file
}
