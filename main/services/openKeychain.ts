import { join } from 'node:path'
import type { Shell } from '../storage/dataDir'
import type { SecretBox } from '../storage/secretBox'
import { openSecretVault } from '../storage/secretVault'
import type { WifiKeychain } from './wifiSecrets'

/** Where Wi-Fi passwords can be kept for good: only behind the system's keychain. File permissions alone do not guard them. */
export function openKeychain(dataDir: string, shell: Shell, box: SecretBox): WifiKeychain {
  if (box.scheme === 'os-keychain') {
    return { vault: openSecretVault(join(dataDir, 'wifi-secrets.json'), box), keychainProblem: null }
  }
  return {
    vault: null,
    keychainProblem:
      shell === 'browser'
        ? 'The browser shell cannot use the system’s keychain: keep the password until the console ends, or use the desktop program.'
        : 'This system has no keychain: install and unlock one (GNOME Keyring or KWallet), start the console again, or keep the password until it ends.',
  }
}
