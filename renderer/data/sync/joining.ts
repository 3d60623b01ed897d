/** This laptop founds a cooperative or joins one. */

import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { type Founding, verifyFounding } from '#core/sync/founding'
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
  const act = { kind: 'cooperative', title: `Cooperative ${founding.name} founded` }
  await saveCooperativeSetting(act, cooperativeSetting, { name: founding.name, synthetic: false })
  return founding
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
