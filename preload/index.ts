/** The one bridge. It carries data only: neither ipcRenderer nor an event object ever reaches the page. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { CommonmastBridge } from './bridge'

const messageChannel = 'commonmast:message'

const bridge: CommonmastBridge = {
  shell: 'electron',
  send: (message) => ipcRenderer.send(messageChannel, message),
  onMessage: (listener) => {
    const listen = (_event: IpcRendererEvent, message: unknown) => listener(message)
    ipcRenderer.on(messageChannel, listen)
    return () => {
      ipcRenderer.off(messageChannel, listen)
    }
  },
}

contextBridge.exposeInMainWorld('commonmast', bridge)
