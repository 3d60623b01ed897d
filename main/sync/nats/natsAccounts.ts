/**
 * Who may do what at a cooperative's NATS server, as signed documents (JWTs) that the admin's computer makes without a network.
 * The server knows the operator and checks everything else by signatures. SPEC.md, [SY84].
 *
 * Two scopes of credentials: members carry batches and what goes with them, keepers make the streams as well. Neither may purge,
 * consume, or delete anything but envelopes of data keys; the subject of one's batches bears the name of one's own credentials.
 */
import { encodeAccount, encodeOperator, encodeUser, newScopedSigner, type UserPermissionsLimits } from '@nats-io/jwt'
import { createAccount, createOperator, createUser, fromSeed, type KeyPair } from '@nats-io/nkeys'
import { z } from 'zod'
import { natsNames, type StreamNames } from './natsNames'

const seed = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[A-Z2-7]{56}$`))

/** Seeds of everything that signs. Whoever has them is the server's master. */
export const natsSeedsSchema = z.strictObject({
  operator: seed('SO'),
  account: seed('SA'),
  /** Signs members' credentials, within their scope. */
  member: seed('SA'),
  /** Signs keepers' credentials. */
  keeper: seed('SA'),
  /** The server's own account, by which it is told of revocations. */
  system: seed('SA'),
})
export type NatsSeeds = z.infer<typeof natsSeedsSchema>

export function createNatsSeeds(): NatsSeeds {
  const account = () => seedOf(createAccount())
  return { operator: seedOf(createOperator()), account: account(), member: account(), keeper: account(), system: account() }
}

/** What the configuration of a server names. */
export async function operatorOf(seeds: NatsSeeds): Promise<{ jwt: string; systemAccount: string }> {
  const systemAccount = publicKeyOf(seeds.system)
  return { jwt: await encodeOperator('commonmast', keyOf(seeds.operator), { system_account: systemAccount }), systemAccount }
}

export interface AccountDocument {
  publicKey: string
  jwt: string
}

/** Both accounts as the server's resolver keeps them. */
export async function accountsOf(
  seeds: NatsSeeds,
  { space, revocations }: { space: string; revocations: Readonly<Record<string, number>> },
): Promise<{ cooperative: AccountDocument; system: AccountDocument }> {
  const signer = keyOf(seeds.operator)
  const scopes = [
    newScopedSigner(keyOf(seeds.member), 'member', scopeOf(memberRights(space))),
    newScopedSigner(keyOf(seeds.keeper), 'keeper', scopeOf(keeperRights(space))),
  ]
  const account = { limits: LIMITS, signing_keys: scopes, revocations: { ...revocations } }
  const jwt = await encodeAccount(`coop-${space}`, keyOf(seeds.account), account, { signer })
  const system = await encodeAccount('system', keyOf(seeds.system), { limits: SYSTEM_LIMITS }, { signer })
  return {
    cooperative: { publicKey: publicKeyOf(seeds.account), jwt },
    system: { publicKey: publicKeyOf(seeds.system), jwt: system },
  }
}

export interface UserCredentials {
  /** Public key of the user, by which it is revoked. */
  publicKey: string
  jwt: string
  seed: string
}

/** @param expiresAt seconds since 1970, null for credentials that hold until they are revoked */
export async function mintMember(
  seeds: NatsSeeds,
  { name, isKeeper, expiresAt }: { name: string; isKeeper: boolean; expiresAt: number | null },
): Promise<UserCredentials> {
  const user = createUser()
  const signer = keyOf(isKeeper ? seeds.keeper : seeds.member)
  const times = expiresAt === null ? {} : { exp: expiresAt }
  const jwt = await encodeUser(name, user, keyOf(seeds.account), {}, { signer, scopedUser: true, ...times })
  return { publicKey: user.getPublicKey(), jwt, seed: seedOf(user) }
}

const MESSENGER_SECONDS = 600
export const MESSENGER = 'messenger'

/** Credentials that can do nothing but tell a server of an account's new state, for ten minutes. */
export async function mintMessenger(seeds: NatsSeeds, nowMs: number): Promise<UserCredentials> {
  const user = createUser()
  const rights = { pub: { allow: [CLAIMS_UPDATE] }, sub: { allow: [`_INBOX.${MESSENGER}.>`] } }
  const exp = Math.floor(nowMs / 1_000) + MESSENGER_SECONDS
  const jwt = await encodeUser(MESSENGER, user, keyOf(seeds.system), rights, { exp })
  return { publicKey: user.getPublicKey(), jwt, seed: seedOf(user) }
}

export const CLAIMS_UPDATE = '$SYS.REQ.CLAIMS.UPDATE'

/** The server replaces it with the name of the credentials; it must be a whole token. */
const NAME = '{{name()}}'

function memberRights(space: string): Rights {
  const { founding, batches, batchesBy, ...names } = natsNames(space)
  const { chunks, envelopes } = names
  const reading = ({ stream }: StreamNames) => [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.DIRECT.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.>`,
  ]
  return {
    pub: [
      ...[batchesBy(NAME), founding, ...chunks.subjects, ...envelopes.subjects],
      ...[names, chunks, envelopes].flatMap(reading),
      // An envelope that another has taken the place of is to be gone.
      `$JS.API.STREAM.MSG.DELETE.${envelopes.stream}`,
    ],
    sub: [`_INBOX.${NAME}.>`, batches],
  }
}

function keeperRights(space: string): Rights {
  const { pub, sub } = memberRights(space)
  const names = natsNames(space)
  return { pub: [...pub, ...[names, names.chunks, names.envelopes].map(({ stream }) => `$JS.API.STREAM.CREATE.${stream}`)], sub }
}

interface Rights {
  pub: string[]
  sub: string[]
}

function scopeOf({ pub, sub }: Rights): Partial<UserPermissionsLimits> {
  return { pub: { allow: pub }, sub: { allow: sub } }
}

const UNLIMITED = -1
/** Each is 0, nothing allowed, where it is left out. */
const SYSTEM_LIMITS = {
  ...{ data: UNLIMITED, payload: UNLIMITED, subs: UNLIMITED, conn: UNLIMITED, leaf: UNLIMITED },
  ...{ imports: UNLIMITED, exports: UNLIMITED, wildcards: true },
}
const LIMITS = { ...SYSTEM_LIMITS, disk_storage: UNLIMITED, mem_storage: 0, streams: UNLIMITED, consumer: UNLIMITED }

function keyOf(text: string): KeyPair {
  return fromSeed(new TextEncoder().encode(text))
}

function publicKeyOf(text: string): string {
  return keyOf(text).getPublicKey()
}

function seedOf(pair: KeyPair): string {
  return new TextDecoder().decode(pair.getSeed())
}
