import { useMediaQuery } from '@mantine/hooks'
import { useEffect } from 'react'
import { forceScheme } from '../../platform/forcedScheme'
import { type FieldTheme, setPreference, usePreferences } from './fieldPreferences'

const THEMES = ['dark', 'light', 'contrast'] satisfies FieldTheme[]

/** Dark in the field unless chosen otherwise; high contrast where the system asks for it. The rest of the console keeps its own. */
export function useFieldTheme(): { theme: FieldTheme; chooseNext: () => void } {
  const chosen = usePreferences((state) => state.theme)
  const wantsContrast = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false })
  const theme = chosen ?? (wantsContrast ? 'contrast' : 'dark')
  useEffect(() => {
    forceScheme(theme === 'light' ? 'light' : 'dark')
    return () => forceScheme(null)
  }, [theme])
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'dark'
  return { theme, chooseNext: () => setPreference({ theme: next }) }
}
