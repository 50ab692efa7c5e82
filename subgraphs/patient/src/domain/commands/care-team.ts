import { command } from '../command.ts';
import { findWritablePatient } from '../find-patient.ts';
import { invalid, notFound, refused, saved } from '../outcome.ts';
import type { Work } from '../work.ts';

type Member = { patientId: string; userId: string };

function tell(work: Work, action: string, member: Member): void {
  work.audit({ action, patientId: member.patientId, resource: { type: 'CareTeam' }, outcome: 'ALLOWED', detail: { member: member.userId } });
  work.notice({ type: 'Patient', id: member.patientId, encounterId: null });
}

/** The answer's id is the patient's. Somebody who is in the team already stays as they are. */
export const addCareTeamMember = command<Member & { role: string }>('addCareTeamMember', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const faults = [
    ...(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/.test(input.userId) ? [] : [invalid('A user id.', 'userId')]),
    ...(input.role.trim() === '' || input.role.length > 128 ? [invalid('1 to 128 characters.', 'role')] : []),
  ];
  if (faults.length > 0) return refused(faults);
  const added = await work.careTeam.add({
    tenant: work.actor.tenant,
    id: work.newId(),
    patientId: input.patientId,
    userId: input.userId,
    role: input.role,
    since: work.now,
    addedBy: work.actor.userId,
    until: null,
    removedBy: null,
  });
  if (added) tell(work, 'careteam.member-added', input);
  return saved(input.patientId);
});

export const removeCareTeamMember = command<Member>('removeCareTeamMember', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const member = await work.careTeam.activeMember(input.patientId, input.userId);
  if (!member) return notFound('member of this team', 'userId');
  await work.careTeam.end({ ...member, until: work.now, removedBy: work.actor.userId });
  tell(work, 'careteam.member-removed', input);
  return saved(input.patientId);
});
