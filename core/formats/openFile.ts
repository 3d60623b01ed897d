/**
 * Recognises a file by what is in it, without questions; the name only helps where the content is broken.
 * What comes back still holds the parsed content, so that a reader need not parse it again.
 */

import { decodeText } from '../files/decodeText'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { columnKey, parseTable, type Table } from '../files/parseTable'
import { type BinaryFormat, recogniseBinary } from '../files/recogniseBinary'
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'
import type { FleetMapping } from '../networks/fleetRow'
import { genericHotspotsCsv, guessMapping } from '../networks/genericHotspotsCsv'
import { heliumExplorerCsv } from '../networks/heliumExplorerCsv'
import type { FleetCsvFormat } from '../networks/readFleetTable'
import { ttnGatewaysCsv } from '../networks/ttnGatewaysCsv'
import { featuresOf, isTtnGateways } from '../networks/ttnGatewaysGeojson'
import { weatherxmRewardsCsv } from '../networks/weatherxmRewardsCsv'
import { type PlaceTable, placeTableOf } from './placeTable'

export interface FileInput {
  fileName: string
  bytes: Uint8Array
}

export type OpenedFile =
  | { kind: 'binary'; format: Exclude<BinaryFormat, 'gzip'> }
  | { kind: 'place-table'; table: PlaceTable }
  | { kind: 'fleet-table'; table: Table; fleetFormat: FleetCsvFormat; guess: FleetMapping | null }
  | { kind: 'rewards-table'; table: Table }
  | { kind: 'unknown-table'; table: Table; format: 'csv' | 'text' }
  | { kind: 'fleet-geojson'; features: unknown[]; text: string }
  | { kind: 'unknown-geojson'; features: unknown[] }
  | { kind: 'commonmast'; format: string; document: Record<string, unknown> }
  | { kind: 'unknown-json'; document: unknown }

/** Distinctive columns that give a format away although a needed column is missing. */
const enoughDistinctive = 3
const sampleRowCount = 20

/** @throws Problem `file.*` when the bytes are nothing known, `json.broken` with its line when JSON does not parse. */
export function openFile({ fileName, bytes }: FileInput): OpenedFile {
  const binary = recogniseBinary(fileName, bytes, bytes.length)
  if (binary === 'gzip') {
    throw new Problem('file.gzip', 'The file is packed with gzip: unpack it first, and choose what was in it.')
  }
  if (binary !== null) return { kind: 'binary', format: binary }
  const text = decodeText(bytes)
  const looksLikeJson = /^\s*[{[]/.test(text) || /\.(geo)?json$/i.test(fileName)
  return looksLikeJson ? openJson(text) : openTable(text)
}

function openTable(text: string): OpenedFile {
  const places = openPlaceTable(text)
  if (places !== null) return { kind: 'place-table', table: places }
  const table = parseTable(text)
  const matches = formatMatcher(table.headers)
  if (matches(weatherxmRewardsCsv.required, weatherxmRewardsCsv.distinctive)) return { kind: 'rewards-table', table }
  const guess = guessMapping(table.headers, table.rows.slice(0, sampleRowCount))
  for (const fleetFormat of [heliumExplorerCsv, ttnGatewaysCsv]) {
    if (matches(Object.values(fleetFormat.mapping), fleetFormat.distinctive))
      return { kind: 'fleet-table', table, fleetFormat, guess }
  }
  if (guess !== null) return { kind: 'fleet-table', table, fleetFormat: genericHotspotsCsv(guess), guess }
  return { kind: 'unknown-table', table, format: table.headers.length > 1 ? 'csv' : 'text' }
}

/** Whether a format's columns are there, or enough of those that only it has. */
function formatMatcher(headers: readonly string[]): (required: readonly string[], distinctive: readonly string[]) => boolean {
  const found = new Set(headers.map(columnKey))
  const has = (names: readonly string[]) => names.filter((name) => found.has(columnKey(name))).length
  return (required, distinctive) => has(required) === required.length || has(distinctive) >= enoughDistinctive
}

/** Tables about places may have millions of rows, so only their beginning is parsed here; null when it is no such table. */
function openPlaceTable(text: string): PlaceTable | null {
  const head = parseTable(text, 2 * sampleRowCount)
  const matches = formatMatcher(head.headers)
  const known = [heliumExplorerCsv, ttnGatewaysCsv].some(({ mapping, distinctive }) =>
    matches(Object.values(mapping), distinctive),
  )
  if (known || matches(weatherxmRewardsCsv.required, weatherxmRewardsCsv.distinctive)) return null
  return placeTableOf(text, head, guessMapping(head.headers, head.rows.slice(0, sampleRowCount)))
}

function openJson(text: string): OpenedFile {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw brokenJson(text, cause)
  }
  const features = featuresOf(document)
  if (features !== null) {
    return isTtnGateways(features) ? { kind: 'fleet-geojson', features, text } : { kind: 'unknown-geojson', features }
  }
  if (isRecord(document) && typeof document.format === 'string' && /^commonmast-[a-z-]+-v\d+$/.test(document.format)) {
    return { kind: 'commonmast', format: document.format, document }
  }
  return { kind: 'unknown-json', document }
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
