/**
 * The little that a folder transport asks of a file system. Paths are relative to the place, their parts joined by `/`, the
 * place itself is ''. Whatever fails throws an error with Node's `code`.
 */
export interface FolderEntry {
  name: string
  /** Links, sockets and the like are 'other': they are passed over. */
  kind: 'file' | 'folder' | 'other'
}

export interface NewFile {
  write(bytes: Uint8Array): Promise<void>
  /** Waits until the disk has it. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FolderFiles {
  /** The place as a person knows it, for messages. */
  readonly place: string
  /** In any order; a share may leave out what was written a moment ago. */
  entries(path: string): Promise<FolderEntry[]>
  stat(path: string): Promise<{ sizeBytes: number; modifiedMs: number }>
  read(path: string): Promise<Uint8Array>
  /** Makes one folder within a folder that is there: a stick that was pulled out is never made anew on this disk. */
  makeFolder(path: string): Promise<void>
  /** Opens a file that this call made: EEXIST where the name is taken. */
  create(path: string): Promise<NewFile>
  /** Gives a file a second name: EEXIST where it is taken. FAT, exFAT and many shares cannot. */
  link(existing: string, path: string): Promise<void>
  remove(path: string): Promise<void>
  /** Waits until the disk has the names in a folder. */
  flushFolder(path: string): Promise<void>
  /** Bytes that still fit, null where the system does not say. */
  freeBytes(): Promise<number | null>
}

/** Node's code of what a file system threw, '' for anything else. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}
