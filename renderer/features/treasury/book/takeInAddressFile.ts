/** A file about a changed address: a request to be answered here, or the answer to one that was sent. */
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { isRecord } from '#core/model/isRecord'
import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { type AddressChangeRequest, readAddressChangeRequest } from '#core/treasury/addresses/addressChangeRequest'
import { ADDRESS_CONFIRMATION_FORMAT } from '#core/treasury/model/addressConfirmation'
import { keepConfirmation } from '../../../data/treasury/addressBook'
import { consoleClient } from '../../../platform/consoleClient'
import { readTextFile } from '../../../platform/readTextFile'

export type TakenIn = { kind: 'confirmation'; member: Member } | { kind: 'request'; request: AddressChangeRequest }

/** A confirmation that counts is kept. @throws Problem `address-change.*`, `address-confirmation.*` or `data.*` */
export async function takeInAddressFile(file: File): Promise<TakenIn> {
  const text = await readTextFile(file)
  const document = parsed(text)
  if (!isRecord(document) || document.format !== ADDRESS_CONFIRMATION_FORMAT) {
    return { kind: 'request', request: readAddressChangeRequest(text) }
  }
  const { publicKey } = await consoleClient.call('app.info', {})
  return { kind: 'confirmation', member: await keepConfirmation(document, publicKey === '' ? null : publicKey) }
}

function parsed(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (cause) {
    throw new Problem('address-change.unreadable', 'This file is no whole JSON file: save it again.', { cause })
  }
}
