/**
 * XML of others as a tree whose names carry their namespace, whatever prefix the file gives it. Size, depth and entities are
 * bounded: a document that declares any of its own is refused.
 */
import { XMLParser } from 'fast-xml-parser'
import { isRecord } from '../model/isRecord'
import { Problem } from '../model/problem'

export interface XmlElement {
  /** Without prefix. */
  name: string
  namespace: string
  attributes: ReadonlyMap<string, string>
  children: readonly XmlElement[]
  /** All text directly in it. */
  text: string
}

/** A statement of a year with 50,000 payments is smaller. */
const LARGEST_CHARACTERS = 50_000_000
const DEEPEST = 40

/** @param text as `decodeText` gives it. @throws Problem `xml.too-large`, `xml.doctype` or `xml.broken` */
export function xmlTree(text: string): XmlElement {
  if (text.length > LARGEST_CHARACTERS) {
    throw new Problem('xml.too-large', 'The file is larger than 50 MB: export a shorter time.')
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    throw new Problem('xml.doctype', 'The file declares a document type, which no bank statement does: export it again.')
  }
  const parsed = parse(text)
  const roots = parsed.filter((node) => !Object.keys(node).some((key) => key.startsWith('?') || key === '#text'))
  const [root, other] = roots
  if (!root || other) throw broken()
  return elementOf(root, new Map())
}

function parse(text: string): Record<string, unknown>[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    // Numbers of characters, such as &#233;, are decoded with these.
    htmlEntities: true,
    maxNestedTags: DEEPEST,
  })
  try {
    const parsed: unknown = parser.parse(text, true)
    if (Array.isArray(parsed)) return parsed.filter(isRecord)
  } catch (cause) {
    throw broken(cause)
  }
  throw broken()
}

function broken(cause?: unknown): Problem {
  return new Problem('xml.broken', 'The XML breaks off or is not well formed: export the file again.', { cause })
}

function elementOf(node: Record<string, unknown>, outer: ReadonlyMap<string, string>): XmlElement {
  const attributes = new Map(Object.entries(isRecord(node[':@']) ? node[':@'] : {}).map(([key, value]) => [key, String(value)]))
  const qualified = Object.keys(node).find((key) => key !== ':@') ?? ''
  const prefixes = new Map(outer)
  for (const [key, uri] of attributes) {
    if (key === 'xmlns') prefixes.set('', uri)
    else if (key.startsWith('xmlns:')) prefixes.set(key.slice('xmlns:'.length), uri)
  }
  const colon = qualified.indexOf(':')
  const prefix = colon < 0 ? '' : qualified.slice(0, colon)
  const namespace = prefixes.get(prefix)
  if (namespace === undefined && prefix !== '') throw broken()
  const content = node[qualified]
  const inner = Array.isArray(content) ? content.filter(isRecord) : []
  return {
    name: qualified.slice(colon + 1),
    namespace: namespace ?? '',
    attributes,
    children: inner.filter((child) => !('#text' in child)).map((child) => elementOf(child, prefixes)),
    text: inner
      .flatMap((child) => ('#text' in child ? [String(child['#text'])] : []))
      .join('')
      .trim(),
  }
}

/** Children of the element's own namespace with these names, along a path. */
export function allAt(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  let found = [element]
  for (const name of path) {
    found = found.flatMap(({ children }) =>
      children.filter((child) => child.name === name && child.namespace === element.namespace),
    )
  }
  return found
}

/** Text of the first element along a path; null where there is none or it is empty. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  const text = allAt(element, ...path)[0]?.text ?? ''
  return text === '' ? null : text
}
