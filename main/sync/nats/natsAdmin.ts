/**
 * `commonmast-nats-admin-v1`: what the admin of a cooperative's NATS server keeps: the seeds, how the servers are set up, and to
 * whom access was given. Everything that a server or a laptop gets is made from it, without a network. SPEC.md, [SY84].
 */
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { ACCESS_FORMAT, type NatsAccess, serverAddressSchema, streamPlanSchema } from './natsAccess'
import { accountsOf, mintMember, natsSeedsSchema } from './natsAccounts'
import { ACCESS_NAME, spaceOf } from './natsNames'

export const ADMIN_FORMAT = 'commonmast-nats-admin-v1'

const seconds = z.number().int().positive()

const memberSchema = z.strictObject({
  name: z.string().regex(ACCESS_NAME),
  /** Of the user, public. */
  publicKey: z.string().regex(/^U[A-Z2-7]{55}$/),
  isKeeper: z.boolean(),
  /** Seconds since 1970, as the server counts. */
  issuedAt: seconds,
  expiresAt: seconds.nullable(),
  revokedAt: seconds.nullable(),
})

export const natsAdminSchema = z.strictObject({
  format: z.literal(ADMIN_FORMAT),
  cooperative: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), name: z.string() }),
  servers: z.array(serverAddressSchema).min(1).max(16),
  /** PEM, for laptops. */
  ca: z.string().nullable(),
  stream: streamPlanSchema,
  /** Known to the servers of a cluster alone. */
  clusterPassword: z.string().regex(/^[0-9a-f]{64}$/),
  seeds: natsSeedsSchema,
  members: z.array(memberSchema),
})
export type NatsAdmin = z.infer<typeof natsAdminSchema>

const LIMITS = { mostChars: 50_000_000, deepest: 6, mostValues: 1_000_000 }

/** @throws Problem `nats.admin-unreadable`, which quotes nothing of the file */
export function readNatsAdmin(text: string): NatsAdmin {
  try {
    return natsAdminSchema.parse(parseBoundedJson(text, LIMITS))
  } catch {
    throw new Problem(
      'nats.admin-unreadable',
      'admin.json of the server was cut off or changed: bring back the copy that you keep, without which nobody can be given access.',
    )
  }
}

/** Gives access to one more laptop. The same name may be given again, as when a file was lost; both hold until they are revoked. */
export async function giveAccess(
  admin: NatsAdmin,
  { name, isKeeper, expiresAt, nowMs }: { name: string; isKeeper: boolean; expiresAt: number | null; nowMs: number },
): Promise<{ admin: NatsAdmin; access: NatsAccess }> {
  const { publicKey, jwt, seed } = await mintMember(admin.seeds, { name, isKeeper, expiresAt })
  const member = { name, publicKey, isKeeper, issuedAt: secondsOf(nowMs), expiresAt, revokedAt: null }
  const access: NatsAccess = {
    ...{ format: ACCESS_FORMAT, space: spaceOf(admin.cooperative.id), servers: admin.servers, ca: admin.ca },
    ...{ name, jwt, seed, keeper: isKeeper ? admin.stream : null },
  }
  return { admin: { ...admin, members: [...admin.members, member] }, access }
}

/** Takes back whatever was given under a name; done twice, it changes nothing. @throws Problem `nats.unknown-name` */
export function revokeAccess(admin: NatsAdmin, name: string, nowMs: number): NatsAdmin {
  if (!admin.members.some((member) => member.name === name)) {
    const known = [...new Set(admin.members.map((member) => member.name))].join(', ')
    throw new Problem('nats.unknown-name', `Nobody was given access as “${name}”: names are ${known || 'none yet'}.`)
  }
  const members = admin.members.map((member) =>
    member.name === name && member.revokedAt === null ? { ...member, revokedAt: secondsOf(nowMs) } : member,
  )
  return { ...admin, members }
}

/** Both accounts as the servers have to know them now. */
export function accountsNow({ seeds, cooperative, members }: NatsAdmin): ReturnType<typeof accountsOf> {
  const revoked = members.flatMap(({ publicKey, revokedAt }) => (revokedAt === null ? [] : [[publicKey, revokedAt] as const]))
  return accountsOf(seeds, { space: spaceOf(cooperative.id), revocations: Object.fromEntries(revoked) })
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1_000)
}
