import { Autocomplete, Button, Drawer, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { normalText } from '#core/model/normalText'
import type { Problem } from '#core/model/problem'
import type { Agreement, GroupedHotspot, Hotspot, Member } from '#core/model/records'
import { HotspotReferences, hotspotReference } from '#core/networks/deviceKey/hotspotReference'
import { putRecords, removeRecords, reviseRecord } from '../../data/records/changeRecords'
import { newId, nowText } from '../../data/records/newId'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { type ShareLine, ShareLines } from './ShareLines'
import { sumShares } from './shareSum'
import { TermsReading } from './TermsReading'

interface AgreementDrawerProps {
  /** Null for a new agreement. */
  agreement: Agreement | null
  /** A new one begins as the default while there is none. */
  suggestDefault: boolean
  members: Member[]
  hotspots: Hotspot[]
  groupedHotspots: GroupedHotspot[]
  onClose: () => void
}

type ScopeKind = Agreement['scope']['kind']

/** What an agreement applies to and who shares in it; it can be saved once the shares add up to exactly 100 %. */
export function AgreementDrawer({
  agreement,
  suggestDefault,
  members,
  hotspots,
  groupedHotspots,
  onClose,
}: AgreementDrawerProps) {
  const [name, setName] = useState(agreement?.name ?? (suggestDefault ? 'Default' : ''))
  const [kind, setKind] = useState<ScopeKind>(agreement?.scope.kind ?? (suggestDefault ? 'default' : 'group'))
  const [group, setGroup] = useState(agreement?.scope.kind === 'group' ? agreement.scope.group : '')
  const references = useMemo(() => new HotspotReferences(hotspots.map(({ id }) => id)), [hotspots])
  const [keysText, setKeysText] = useState(() => keysOf(agreement, references))
  const [shares, setShares] = useState<ShareLine[]>(
    () => agreement?.shares.map((share) => ({ ...share, line: share.memberId })) ?? [],
  )
  const [problem, setProblem] = useState<Problem | null>(null)
  const groups = useMemo(
    () => [...new Set([...hotspots, ...groupedHotspots].flatMap((hotspot) => hotspot.groups))].sort(),
    [hotspots, groupedHotspots],
  )
  const keys = useMemo(() => [...new Set(keysText.split(/[\n,;]+/).map(normalText))].filter((key) => key !== ''), [keysText])
  const sum = sumShares(shares)
  const scope = scopeOf(kind, normalText(group), keys)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!scope) return
    const complete = shares.flatMap(({ memberId, percent }) => (memberId === null ? [] : [{ memberId, percent: percent.trim() }]))
    await attempt(async () => {
      const terms = { name: name.trim(), scope: resolved(scope, references), shares: complete }
      const act = { kind: 'agreement', title: `Agreement ${terms.name} ${agreement ? 'changed' : 'made'}` }
      if (agreement) return reviseRecord(act, 'agreements', agreement, terms)
      const at = nowText()
      return putRecords(act, 'agreements', [{ id: newId(), ...terms, createdAt: at, updatedAt: at }])
    })
  }

  function remove({ id, name: removed }: Agreement) {
    return attempt(() => removeRecords({ kind: 'agreement', title: `Agreement ${removed} removed` }, 'agreements', [id]))
  }

  async function attempt(work: () => Promise<void>) {
    try {
      await work()
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={agreement ? `Agreement ${agreement.name}` : 'New agreement'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack>
          <TextInput label="Name" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <div>
            <Text fz="sm" fw={500} id="scope-label">
              Applies to
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="scope-label"
              value={kind}
              onChange={(value) => setKind(value as ScopeKind)}
              data={[
                { value: 'default', label: 'All others (default)' },
                { value: 'group', label: 'A group' },
                { value: 'hotspots', label: 'Named hotspots' },
              ]}
            />
          </div>
          {kind === 'group' && (
            <Autocomplete
              label="Group"
              description="A group of hotspots in the fleet."
              data={groups}
              value={group}
              onChange={setGroup}
              limit={50}
            />
          )}
          {kind === 'hotspots' && (
            <Textarea
              label="Hotspot keys"
              description={`One per line, in any spelling. ${keys.length} named.`}
              autosize
              minRows={3}
              maxRows={8}
              spellCheck={false}
              value={keysText}
              onChange={(event) => setKeysText(event.currentTarget.value)}
            />
          )}
          {agreement?.stages ? (
            <TermsReading agreement={agreement} members={members} />
          ) : (
            <ShareLines shares={shares} sum={sum} members={members} onChange={setShares} />
          )}
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="space-between">
            {agreement ? (
              <Button variant="subtle" color="red" onClick={() => remove(agreement)}>
                Remove agreement
              </Button>
            ) : (
              <span />
            )}
            <Group>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={agreement?.stages !== undefined || name.trim() === '' || !scope || !sum.complete}>
                Save agreement
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}

function keysOf(agreement: Agreement | null, references: HotspotReferences): string {
  if (agreement?.scope.kind !== 'hotspots') return ''
  return agreement.scope.hotspotIds.map((id) => references.shortest(id)).join('\n')
}

/** @throws Problem for a key that is mistyped, or that hotspots of two networks have. */
function resolved(scope: Agreement['scope'], references: HotspotReferences): Agreement['scope'] {
  if (scope.kind !== 'hotspots') return scope
  const hotspotIds = scope.hotspotIds.map((text) => references.resolve(hotspotReference(text)))
  return { ...scope, hotspotIds: [...new Set(hotspotIds)] }
}

function scopeOf(kind: ScopeKind, group: string, hotspotIds: string[]): Agreement['scope'] | null {
  if (kind === 'default') return { kind }
  if (kind === 'group') return group === '' ? null : { kind, group }
  return kind !== 'hotspots' || hotspotIds.length === 0 ? null : { kind, hotspotIds }
}
