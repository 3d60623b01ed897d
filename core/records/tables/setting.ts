/** Settings: a key with a value whose schema belongs to the key. */
import { z } from 'zod'

/** A key with what its value must be. */
export interface SettingOf<T> {
  key: string
  schema: z.ZodType<T>
}

/**
 * The schema of a record that keeps a setting.
 * @param valueSchemaOf null for keys that this version does not know: their values are kept as they are
 */
export function settingRecordSchema(valueSchemaOf: (key: string) => z.ZodType | null) {
  return z.object({ key: z.string().min(1), value: z.unknown() }).superRefine(({ key, value }, context) => {
    const [issue] = valueSchemaOf(key)?.safeParse(value).error?.issues ?? []
    if (issue) context.addIssue({ code: 'custom', message: issue.message, path: ['value', ...issue.path] })
  })
}

/** The value as its setting has it; undefined when it is not set or malformed. */
export function readSettingValue<T>({ schema }: SettingOf<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data
}
