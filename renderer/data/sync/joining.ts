/** This laptop founds a cooperative or joins one. SPEC.md, [SY49]. */
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { type Founding, verifyFounding } from '#core/sync/founding'
import type { JoinRequest } from '#core/sync/joining/joinRequest'
import { readWelcome, type Welcome } from '#core/sync/joining/welcome'
import { consoleClient } from '../../platform/consoleClient'
import { saveCooperativeSetting } from '../cooperative/settings'
import { bindActor } from '../records/bindActor'
import { db } from '../records/openRecords'
import { beginInCooperative, checkMayBegin } from './beginInCooperative'
import { installationKey } from './installationKey'
import { verifyInPage } from './verifyInPage'

/**
 * Founds a cooperative with what is here; this installation is its first admin.
 * @param name 1 to 200 characters
 * @throws Problem `sync.has-cooperative`, `sync.demo-here`, those of the key, `data.disk-full` or `data.write-failed`
 */
export async function foundCooperativeHere(name: string): Promise<Founding> {
  const publicKey = await installationKey()
  await checkMayBegin(db)
  await bindActor(db, publicKey)
  const founding = await consoleClient.call('sync.found', { name })
  await beginInCooperative(db, founding)
  await nameCooperative(founding)
  return founding
}

/** Says in the records what the cooperative is called. @throws Problem `data.disk-full` or `data.write-failed` */
export async function nameCooperative({ name }: Founding): Promise<void> {
  const act = { kind: 'cooperative', title: `Cooperative ${name} founded` }
  await saveCooperativeSetting(act, cooperativeSetting, { name, synthetic: false })
}

/**
 * Joins the cooperative of a founding document, such as a place shows it. What is here travels to the others.
 * @throws Problem `sync.founding-damaged`, and as `foundCooperativeHere`
 */
export async function joinCooperative(document: unknown): Promise<Founding> {
  const founding = await verifyFounding(document, verifyInPage)
  const publicKey = await installationKey()
  await bindActor(db, publicKey)
  await beginInCooperative(db, founding)
  return founding
}

/**
 * This installation's request to be admitted, for an admin.
 * @param name as people will call it, 1 to 200 characters
 * @throws Problem of the key
 */
export function requestToJoinHere(name: string): Promise<JoinRequest> {
  return consoleClient.call('sync.signJoinRequest', { name })
}

/**
 * Joins the cooperative of a welcome. What it may write there is what the admin's grant says, which arrives by syncing.
 * @throws Problem `access.*` as `readWelcome`, and as `joinCooperative`
 */
export async function joinByWelcome(text: string): Promise<Welcome> {
  const welcome = await readWelcome(text, await installationKey(), verifyInPage)
  await joinCooperative(welcome.founding)
  return welcome
}
