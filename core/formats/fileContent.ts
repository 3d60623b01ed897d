/** What a file is made of, before anything is known of its meaning: bytes with a mark, a table, or JSON. */
import { checkJsonNames } from '../files/checkJsonNames'
import { decodeText } from '../files/decodeText'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { parseBoundedJson } from '../files/parseBoundedJson'
import { columnKey, parseTable, type Table } from '../files/parseTable'
import { type BinaryFormat, recogniseBinary } from '../files/recogniseBinary'
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'

export interface FileInput {
  fileName: string
  bytes: Uint8Array
}

export interface TableContent {
  carrier: 'table'
  text: string
  /** The header and the first rows: a table may have millions of them, so formats are told apart by these. */
  head: Table
  /** All rows, parsed when they are first asked for. */
  whole(): Table
}

export interface JsonContent {
  carrier: 'json'
  text: string
  document: unknown
}

export type FileContent = { carrier: 'binary'; binary: Exclude<BinaryFormat, 'gzip'> } | TableContent | JsonContent

const HEAD_LINES = 40
/** Distinctive columns that give a format away although a needed column is missing. */
const ENOUGH_DISTINCTIVE = 3

/** @throws Problem `file.*` when the bytes are nothing known, `json.broken` with its line when JSON does not parse, or `json.too-*`. */
export function fileContent({ fileName, bytes }: FileInput): FileContent {
  const binary = recogniseBinary(fileName, bytes, bytes.length)
  if (binary === 'gzip') {
    throw new Problem('file.gzip', 'The file is packed with gzip: unpack it first, and choose what was in it.')
  }
  if (binary !== null) return { carrier: 'binary', binary }
  const text = decodeText(bytes)
  const looksLikeJson = /^\s*[{[]/.test(text) || /\.(geo)?json$/i.test(fileName)
  return looksLikeJson ? { carrier: 'json', text, document: parseJson(text) } : tableContent(text)
}

/** Whether a format's columns are there, or enough of those that only it has. */
export function hasColumns({ headers }: Table, required: readonly string[], distinctive: readonly string[]): boolean {
  const found = new Set(headers.map(columnKey))
  const count = (names: readonly string[]) => names.filter((name) => found.has(columnKey(name))).length
  return count(required) === required.length || count(distinctive) >= ENOUGH_DISTINCTIVE
}

function tableContent(text: string): TableContent {
  let parsed: Table | null = null
  const whole = () => {
    parsed ??= parseTable(text)
    return parsed
  }
  const begun = parseTable(text, HEAD_LINES)
  // A header below many blank lines is not among the first.
  return { carrier: 'table', text, head: begun.headerLine === 0 ? whole() : begun, whole }
}

function parseJson(text: string): unknown {
  try {
    const document = parseBoundedJson(text)
    if (isOfThisProgram(document)) checkJsonNames(text, document)
    return document
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw brokenJson(text, cause)
  }
}

/** Those of other programs are data, in which nobody is paid by name. */
function isOfThisProgram(document: unknown): boolean {
  return isRecord(document) && typeof document.format === 'string' && document.format.startsWith('commonmast-')
}

function brokenJson(text: string, cause: unknown): Problem {
  const { errorAt } = locateJson(text, '')
  const trimmedLength = text.trimEnd().length
  const at = Math.min(errorAt ?? trimmedLength, trimmedLength)
  const line = lineOfOffset(text, at)
  const column = at - text.lastIndexOf('\n', at - 1)
  const what =
    at === trimmedLength
      ? `The JSON ends too early, on line ${line}: the file seems cut off, so export it again.`
      : `The JSON breaks on line ${line} at character ${column}: correct it there or export the file again.`
  return new Problem('json.broken', what, { cause, line })
}
