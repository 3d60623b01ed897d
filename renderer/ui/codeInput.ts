/** Styles of a field for an address or a hash: the fixed-width face. */
export const codeInput = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }
