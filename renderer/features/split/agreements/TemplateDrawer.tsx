import { ActionIcon, Drawer, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { BUILT_IN_TEMPLATES } from '#core/agreements/builtInTemplates'
import type { Template } from '#core/agreements/fillTemplate'
import type { Problem } from '#core/model/problem'
import { removeTemplate } from '../../../data/agreements/templates'
import { useAgreementTemplates } from '../../../data/queries'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import type { AgreementsContext } from './AgreementDrawer'
import classes from './Agreements.module.css'
import type { AgreementDraft } from './agreementDraft'
import { TemplateFill } from './TemplateFill'

interface TemplateDrawerProps {
  context: AgreementsContext
  onClose: () => void
  /** A single agreement is finished in the editor. */
  onBegin: (draft: AgreementDraft) => void
}

/** Templates to choose from, and filling the one that is chosen. */
export function TemplateDrawer({ context, onClose, onBegin }: TemplateDrawerProps) {
  const own = useAgreementTemplates() ?? []
  const [chosen, setChosen] = useState<Template | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function remove(template: Template) {
    try {
      await removeTemplate(template)
      if (chosen?.id === template.id) setChosen(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(1240px, 100%)"
      title="New from template"
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: classes.content, body: classes.body }}
    >
      <div className={classes.choice}>
        <Stack gap="xs" className={classes.column} tabIndex={-1}>
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          {own.length > 0 && <Title order={3}>Of your cooperative</Title>}
          {own.map((template) => (
            <Group key={template.id} gap={4} wrap="nowrap">
              <TemplateChoice template={template} isChosen={chosen?.id === template.id} onChoose={() => setChosen(template)} />
              <MayWrite tables={['agreementTemplates']}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove template ${template.name}`}
                  onClick={() => remove(template)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </MayWrite>
            </Group>
          ))}
          <Title order={3}>To begin with</Title>
          {BUILT_IN_TEMPLATES.map((template) => (
            <TemplateChoice
              key={template.id}
              template={template}
              isChosen={chosen?.id === template.id}
              onChoose={() => setChosen(template)}
            />
          ))}
        </Stack>
        {chosen ? (
          <TemplateFill key={chosen.id} template={chosen} context={context} onClose={onClose} onBegin={onBegin} />
        ) : (
          <Text c="dimmed" className={classes.side}>
            Choose a template: here you say who is who in it and for which hotspots it is.
          </Text>
        )}
      </div>
    </Drawer>
  )
}

interface TemplateChoiceProps {
  template: Template
  isChosen: boolean
  onChoose: () => void
}

function TemplateChoice({ template, isChosen, onChoose }: TemplateChoiceProps) {
  return (
    <UnstyledButton className={classes.template} aria-pressed={isChosen} onClick={onChoose}>
      <Text fz="sm" fw={600}>
        {template.name}
      </Text>
      <Text fz="xs" c="dimmed">
        {template.description}
      </Text>
    </UnstyledButton>
  )
}
