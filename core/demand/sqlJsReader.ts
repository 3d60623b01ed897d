/** A database of sql.js as the reader that GeoPackages are read with; who loads sql.js differs by shell. */
import type { SqliteReader, SqliteValue } from './readGeopackage'

/** What is used of sql.js's Database. */
export interface SqlJsDatabase {
  prepare(sql: string): { step(): boolean; get(): SqliteValue[]; free(): boolean }
  close(): void
}

export function sqlJsReader(database: SqlJsDatabase): SqliteReader {
  return {
    *rows(sql) {
      const statement = database.prepare(sql)
      try {
        while (statement.step()) yield statement.get()
      } finally {
        statement.free()
      }
    },
    close: () => database.close(),
  }
}
