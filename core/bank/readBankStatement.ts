/** Any statement of a bank: XML as camt.053, everything else as CSV. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { decodeText } from '../files/decodeText'
import type { BankStatement } from './bankMovement'
import { type CsvAnswers, readBankCsv } from './readBankCsv'
import { readCamt053 } from './readCamt053'

export interface ReadStatement extends BankStatement {
  /** Of the file's bytes. */
  sha256: string
}

/** @throws Problem `file.*`, `xml.*` or `bank.*`; of what a CSV leaves open `bank.ask-*` */
export function readBankStatement(bytes: Uint8Array, answers: CsvAnswers = {}): ReadStatement {
  const text = decodeText(bytes)
  const statement = /^\s*</.test(text) ? readCamt053(text) : readBankCsv(text, answers)
  return { ...statement, sha256: bytesToHex(sha256(bytes)) }
}
