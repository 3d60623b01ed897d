/** The admin's side of joining. SPEC.md, [SY49]. */
import { invariant } from '#core/model/problem'
import type { AccessRole } from '#core/records/tableDeclaration'
import { type JoinRequest, readJoinRequest } from '#core/sync/joining/joinRequest'
import type { Welcome } from '#core/sync/joining/welcome'
import { consoleClient } from '../../../platform/consoleClient'
import { db } from '../../records/openRecords'
import { readFounding } from '../readFounding'
import { verifyInPage } from '../verifyInPage'
import { decideOnInstallation, type InstallationDecision } from './decideOnInstallation'

/** @throws Problem `access.document-unreadable` or `access.document-changed` */
export function openJoinRequest(text: string): Promise<JoinRequest> {
  return readJoinRequest(text, verifyInPage)
}

/** @throws as `decideOnInstallation` */
export function decideOnInstallationHere(decision: InstallationDecision): Promise<void> {
  return decideOnInstallation(db, decision)
}

/** What an admitted laptop is given to join by. @throws Problem of the key */
export async function welcomeHere(key: string, roles: readonly AccessRole[]): Promise<Welcome> {
  const founding = await readFounding(db)
  invariant(founding, 'only a laptop of a cooperative welcomes another')
  return consoleClient.call('sync.signWelcome', { founding, key, roles: [...roles] })
}
