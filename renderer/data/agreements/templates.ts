/** Templates of agreements that the cooperative keeps. */
import type { Template } from '#core/agreements/fillTemplate'
import { putRecords, removeRecords } from '../records/changeRecords'
import { newId, nowText } from '../records/newId'

/** @throws Problem `data.*` */
export async function saveTemplate(template: Omit<Template, 'id'>): Promise<void> {
  const at = nowText()
  const act = { kind: 'template', title: `Template ${template.name} saved` }
  await putRecords(act, 'agreementTemplates', [{ id: newId(), ...template, createdAt: at, updatedAt: at }])
}

/** @throws Problem `data.*` */
export async function removeTemplate({ id, name }: Pick<Template, 'id' | 'name'>): Promise<void> {
  await removeRecords({ kind: 'template', title: `Template ${name} removed` }, 'agreementTemplates', [id])
}
