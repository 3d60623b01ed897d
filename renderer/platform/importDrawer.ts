/** Opens the import drawer from anywhere; the drawer itself belongs to the frame. */
import { create } from 'zustand'

interface ImportDrawerState {
  opened: boolean
  /** The file to read at once, or null to let the person choose one. */
  file: File | null
}

export const useImportDrawer = create<ImportDrawerState>(() => ({ opened: false, file: null }))

export function openImportDrawer(file: File | null = null): void {
  useImportDrawer.setState({ opened: true, file })
}

export function closeImportDrawer(): void {
  useImportDrawer.setState({ opened: false, file: null })
}
