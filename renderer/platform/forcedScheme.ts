/** A colour scheme that a screen asks for while it is shown, over the person's own choice. Null: nobody asks. */
import { create } from 'zustand'

export const useForcedScheme = create<{ scheme: 'light' | 'dark' | null }>(() => ({ scheme: null }))

export function forceScheme(scheme: 'light' | 'dark' | null): void {
  useForcedScheme.setState({ scheme })
}
