/** How this installation is used in the field; kept in the browser's storage. Never a password. */
import { z } from 'zod'
import { create } from 'zustand'

const technicianSchema = z.object({ memberId: z.string().nullable(), name: z.string() })
export type Technician = z.infer<typeof technicianSchema>

const themeSchema = z.enum(['dark', 'light', 'contrast'])
export type FieldTheme = z.infer<typeof themeSchema>

const preferencesSchema = z.object({
  /** Null: dark, or high contrast where the system asks for it. */
  theme: themeSchema.nullable().catch(null),
  muted: z.boolean().catch(false),
  technician: technicianSchema.nullable().catch(null),
  /** What the technician last chose to do with Wi-Fi passwords. */
  keep: z.enum(['no', 'memory', 'keychain']).catch('no'),
  owner: z.string().catch(''),
  payer: z.string().catch(''),
  mode: z.enum(['dataonly', 'full']).catch('dataonly'),
})
export type FieldPreferences = z.infer<typeof preferencesSchema>

const STORAGE_KEY = 'commonmast.field'

/** What is unreadable is as if it had never been chosen. */
export function parsePreferences(text: string | null): FieldPreferences {
  return preferencesSchema.parse(asRecord(text))
}

function asRecord(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

export const usePreferences = create<FieldPreferences>(() => parsePreferences(localStorage.getItem(STORAGE_KEY)))

export function setPreference(change: Partial<FieldPreferences>): void {
  usePreferences.setState(change)
  localStorage.setItem(STORAGE_KEY, JSON.stringify(usePreferences.getState()))
}
