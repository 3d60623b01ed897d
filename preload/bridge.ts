/** The shape of `window.commonmast` in Electron: messages of core/contract/messages in both directions, and nothing else. */
export interface CommonmastBridge {
  readonly shell: 'electron'
  /** @param message a ClientMessage; main checks it. */
  send(message: unknown): void
  /** @returns a function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
}
