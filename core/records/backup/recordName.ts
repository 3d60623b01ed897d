/** By what name people know a record. */
type Fields = Record<string, unknown>

/** Its name, title or file; else its key. */
export function recordName(table: string, key: string, record: Fields): string {
  if (table === 'distributions' || table === 'signatures') return periodName(record.file) ?? key
  const { name, title, deviceName, fileName } = record
  const words = [name, title, deviceName, fileName].find((each) => typeof each === 'string' && each !== '')
  return (words as string | undefined) ?? key
}

/** Split and payout files of version 1 called a period an epoch. */
function periodName(file: unknown): string | null {
  const { split = file } = (file ?? {}) as { split?: unknown }
  const { period, epoch } = (split ?? {}) as { period?: { name?: unknown }; epoch?: { name?: unknown } }
  const name = (period ?? epoch)?.name
  return typeof name === 'string' ? name : null
}
