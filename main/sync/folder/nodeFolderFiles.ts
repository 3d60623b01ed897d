/** A folder of this machine, a stick or a mounted share, through Node. */
import { type FileHandle, link, mkdir, open, readdir, readFile, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { flushFolder } from '../../storage/writeFileAtomically'
import type { FolderEntry, FolderFiles, NewFile } from './FolderFiles'

/** @param place absolute path of a folder; whether it is there is found out by each use */
export function nodeFolderFiles(place: string): FolderFiles {
  const at = (path: string) => join(place, path)
  return {
    place,
    async entries(path) {
      const found = await readdir(at(path), { withFileTypes: true })
      return found.map((entry): FolderEntry => {
        if (entry.isFile()) return { name: entry.name, kind: 'file' }
        return { name: entry.name, kind: entry.isDirectory() ? 'folder' : 'other' }
      })
    },
    async stat(path) {
      const { size, mtimeMs } = await stat(at(path))
      return { sizeBytes: size, modifiedMs: mtimeMs }
    },
    read: (path) => readFile(at(path)),
    async makeFolder(path) {
      await mkdir(at(path)).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== 'EEXIST') throw thrown
      })
    },
    create: async (path) => newFile(await open(at(path), 'wx')),
    link: (existing, path) => link(at(existing), at(path)),
    remove: (path) => rm(at(path), { force: true }),
    flushFolder: (path) => flushFolder(at(path)),
    async freeBytes() {
      const { bavail, bsize } = await statfs(place)
      return bavail * bsize
    },
  }
}

function newFile(handle: FileHandle): NewFile {
  return {
    write: (bytes) => handle.writeFile(bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}
