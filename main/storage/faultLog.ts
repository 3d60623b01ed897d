/**
 * The fault log: one JSON line per fault, in a few files of bounded size that push each other out. It is written at once and
 * without waiting, because the process may be ending; what the disk refuses of it is lost, and nobody is told, because it must
 * never become a fault of its own. Invariants: no line and no file grows beyond its bound; nothing is written that was not
 * looked through for secrets.
 */
import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { causeChain } from '#core/model/causeChain'
import { describeFault, type Fault, type FaultReport, type FaultSource, faultSchema } from '#core/model/fault'
import { createFaultPace } from '#core/model/faultPace'
import { hideSecrets } from '#core/model/hideSecrets'

export interface FaultLog {
  /** Never throws. */
  write(report: FaultReport): void
  /** The same for what was thrown here; what is thrown on and met again is written once. */
  note(source: FaultSource, name: string | null, thrown: unknown): void
  /** The newest first. */
  list(limit: number): { faults: Fault[]; total: number }
  /** All that is kept, the oldest first. */
  text(): string
}

export interface FaultLogOptions {
  /** The data folder. */
  folder: string
  version: string
  /** The person's home folder: it is written as `~`, because it holds a name. */
  home: string
  now?: () => Date
  fileBytes?: number
}

const FILES = 4
const FILE_BYTES = 256 * 1024
const LINE_BYTES = 24 * 1024

export function openFaultLog({
  folder,
  version,
  home,
  now = () => new Date(),
  fileBytes = FILE_BYTES,
}: FaultLogOptions): FaultLog {
  const pathOf = (age: number) => join(folder, age === 0 ? 'faults.jsonl' : `faults.${age}.jsonl`)
  const admit = createFaultPace(() => now().getTime())
  // A power cut may have torn the last line: the next one must not be joined to it.
  let gap = readFile(pathOf(0)).endsWith('\n') || sizeOf(pathOf(0)) === 0 ? '' : '\n'

  function makeRoom(bytes: number): void {
    if (sizeOf(pathOf(0)) + bytes <= fileBytes) return
    for (let age = FILES - 1; age > 0; age -= 1) {
      try {
        renameSync(pathOf(age - 1), pathOf(age))
      } catch {
        // There is none of this age yet.
      }
    }
  }

  function text(): string {
    return Array.from({ length: FILES }, (_, at) => readFile(pathOf(FILES - 1 - at))).join('')
  }

  function write(report: FaultReport): void {
    try {
      const left = admit(report.source)
      if (left === null) return
      const clean = cleaned(report, (said) => withoutHome(hideSecrets(said), home))
      const line = lineOf({ ...clean, at: now().toISOString(), version, left })
      makeRoom(Buffer.byteLength(line))
      appendFileSync(pathOf(0), `${gap}${line}`, { mode: 0o600 })
      gap = ''
    } catch {
      // Best effort: a full disk is often the very fault that is being told.
    }
  }

  const noted = new WeakSet<object>()

  return {
    write,
    note(source, name, thrown) {
      const links = causeChain(thrown).filter((link): link is object => typeof link === 'object')
      const isKnown = links.some((link) => noted.has(link))
      for (const link of links) noted.add(link)
      if (!isKnown) write(describeFault(source, name, thrown))
    },
    list(limit) {
      const faults = text().split('\n').flatMap(readLine)
      return { faults: faults.slice(-limit).reverse(), total: faults.length }
    },
    text,
  }
}

function cleaned(report: FaultReport, clean: (text: string) => string): FaultReport {
  const both = ({ message, stack }: { message: string; stack: string | null }) => ({
    message: clean(message),
    stack: stack === null ? null : clean(stack),
  })
  return { ...report, ...both(report), name: report.name && clean(report.name), causes: report.causes.map(both) }
}

function withoutHome(text: string, home: string): string {
  // A home of one letter or `/`, as of some services, stands in every path.
  return home.length > 2 ? text.replaceAll(home, '~') : text
}

/** Stacks go first where a line is too long: where it happened is told by the innermost one. */
function lineOf(fault: Fault): string {
  const shorter: ((fault: Fault) => Fault)[] = [
    (whole) => whole,
    ({ causes, ...rest }) => ({
      ...rest,
      stack: null,
      causes: causes.map((cause, at) => (at < causes.length - 1 ? { ...cause, stack: null } : cause)),
    }),
    ({ causes, ...rest }) => ({ ...rest, stack: null, causes: causes.map((cause) => ({ ...cause, stack: null })) }),
    ({ message, ...rest }) => ({ ...rest, message: message.slice(0, 200), stack: null, causes: [] }),
  ]
  const lines = shorter.map((shorten) => `${JSON.stringify(shorten(fault))}\n`)
  return lines.find((line) => Buffer.byteLength(line) <= LINE_BYTES) ?? ''
}

/** Lines that a power cut tore, or that a newer version wrote, are passed over. */
function readLine(line: string): Fault[] {
  try {
    const fault = faultSchema.safeParse(JSON.parse(line))
    return fault.success ? [fault.data] : []
  } catch {
    return []
  }
}

/** Empty where there is none, or it cannot be read. */
function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
