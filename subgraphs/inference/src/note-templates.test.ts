import { noteTemplateIds } from '@dra/events';
import { findTemplate } from './engines/extractive-note/templates.ts';
import { noteTemplates } from './note-templates.ts';

describe('NOTE_TEMPLATES', () => {
  it('names the template of each tenant, and the usual one for others', () => {
    const templateOf = noteTemplates.parse(' clinic-a = aci-bench, demo=apso,');
    expect(['clinic-a', 'demo', 'other'].map(templateOf)).toEqual(['aci-bench', 'apso', 'soap']);
    expect(noteTemplates.parse(undefined)('demo')).toBe('soap');
  });

  it.each(['demo', 'demo=', 'demo=poem', '=soap', 'Demo=soap', 'a=soap=apso'])('refuses %j', (text) => {
    expect(noteTemplates.safeParse(text).success).toBe(false);
  });

  it('has templates that the drafter knows', () => {
    expect(noteTemplateIds.map((id) => findTemplate(id)?.id)).toEqual([...noteTemplateIds]);
  });
});
