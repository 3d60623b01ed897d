/** The contract over Electron IPC. Invariant: only the main frame of our own page is heard. */
import type { BrowserWindow, IpcMain, IpcMainEvent } from 'electron'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Dispatcher } from '#core/contract/createDispatcher'
import { isAppUrl } from './appOrigin'

const messageChannel = 'commonmast:message'

/** Joins one window to the dispatcher until the window is closed. A reload begins a new connection. */
export function connectWindow(ipcMain: IpcMain, window: BrowserWindow, dispatcher: Dispatcher<ConsoleContract>): void {
  const { webContents } = window
  const connect = () => {
    let isOpen = true
    const { receive, close } = dispatcher.connect((message) => {
      if (isOpen && !webContents.isDestroyed()) webContents.send(messageChannel, message)
    })
    return {
      receive,
      close() {
        isOpen = false
        close()
      },
    }
  }
  let connection = connect()

  const listen = (event: IpcMainEvent, message: unknown) => {
    if (event.sender === webContents && isTrustedSender(event)) void connection.receive(message)
  }
  ipcMain.on(messageChannel, listen)

  // The new page counts its calls from zero again: answers to the old page must not reach it.
  const renew = () => {
    connection.close()
    connection = connect()
  }
  webContents.on('did-navigate', renew)
  webContents.on('render-process-gone', renew)
  window.on('closed', () => {
    ipcMain.off(messageChannel, listen)
    connection.close()
  })
}

/** The sender is the main frame, not a frame inside it, and shows our page. */
function isTrustedSender(event: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}
