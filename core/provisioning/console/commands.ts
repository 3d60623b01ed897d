/**
 * The command lines that the driver runs. Invariants: they only read, but for those that say so; nothing from outside gets into
 * them but what was checked to be plain letters, digits, dots and hyphens; each stays below the 512 characters that small
 * shells take, with its sentinels; they run in bash, dash, busybox and zsh alike. What a system lacks prints nothing.
 */
import { invariant } from '../../model/problem'

/** Kernel, account, distribution, model and serial number, one `name value` or `NAME=value` a line. */
export const systemCommand =
  `(echo "uname $(uname -snrm)"; echo "uid $(id -u)"; grep -E '^(PRETTY_NAME|VERSION_ID)=' /etc/os-release; ` +
  `grep '^Serial' /proc/cpuinfo; cd /proc/device-tree && for f in model serial-number; do echo "$f $(tr -d '\\0' <$f)"; done; ` +
  `cd /sys/class/dmi/id && for f in product_name product_serial; do echo "$f $(cat $f)"; done) 2>/dev/null`

/** Interfaces with address and carrier, and the default routes of both protocols. */
export const networkCommand =
  `(for i in /sys/class/net/*; do echo net \${i##*/} a=$(cat $i/address) c=$(cat $i/carrier) $(cd $i; ls -d device wireless phy80211); done; ` +
  `grep -E '^[^[:space:]]+[[:space:]]+0{8}[[:space:]]' /proc/net/route; grep -E '^0{32} 00 ' /proc/net/ipv6_route) 2>/dev/null`

export const hostnameCommand = 'uname -n'

/** Ends with 127 where there is no gateway-rs. */
export const gatewayCommand = 'helium_gateway --version && helium_gateway key info'

export const keyCommand = 'helium_gateway key info'

/** Signs, and sends nothing. @param owner, payer addresses. */
export function addCommand(owner: string, payer: string, mode: 'dataonly' | 'full'): string {
  invariant(
    [owner, payer].every((address) => /^[1-9A-HJ-NP-Za-km-z]+$/.test(address)),
    'an address is base58',
  )
  return `helium_gateway add --owner ${owner} --payer ${payer} --mode ${mode}`
}

/** Changes the host name now and for later starts: by systemd, by OpenWrt's settings, or by the file. Needs root. */
export function setHostnameCommand(hostname: string): string {
  invariant(/^[A-Za-z0-9.-]+$/.test(hostname), 'a host name has no sign that a shell reads')
  return (
    `hostnamectl set-hostname ${hostname} 2>/dev/null || ` +
    `{ uci set 'system.@system[0].hostname=${hostname}' && uci commit system && hostname ${hostname}; } 2>/dev/null || ` +
    `{ hostname ${hostname} && echo ${hostname} >/etc/hostname; }`
  )
}
