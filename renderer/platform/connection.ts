import { create } from 'zustand'

/** `unproved`: something answers at the console's address and could not prove that it is the console. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'unproved'

/** How the line to main is. */
export const useConnection = create<{ connection: Connection }>(() => ({ connection: 'connecting' }))
