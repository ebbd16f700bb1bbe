import { Annotations, type App, type Environment } from 'aws-cdk-lib';
import type { ChangeSource } from '#lib/domain/changes.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { globalServicesRegion } from '../adapters/clients.ts';
import type { memberPolicy } from '../scan/work.ts';
import { ArchiveStack } from './archive.ts';
import { AuditStack } from './audit.ts';
import { MemberAccessStack } from './member.ts';
import { MemberChangesStack } from './member-changes.ts';
import { deploymentName } from './names.ts';
import { RecordStack } from './record.ts';
import type { Settings } from './settings.ts';
import { MemberStackSetStack } from './stack-set.ts';

/** Where global services log their calls, in each partition. */
const GLOBAL = ['aws', 'aws-cn', 'aws-us-gov'].map(globalServicesRegion);

/** What a deployment is made from. */
export interface DeploymentProps {
  readonly settings: Settings;
  readonly scope: Scope;
  readonly policy: ReturnType<typeof memberPolicy>;
  /** The calls that may change what rules read. */
  readonly changes: readonly ChangeSource[];
  /** Folder with a folder for each bundled function, as `bundleFunctions` makes it. */
  readonly code: string;
  /** Account and Region; left out, those that the stacks are deployed with. */
  readonly env?: Environment;
}

/**
 * All stacks of a deployment: `VouchRecord`, `VouchAudit`, `VouchMemberAccess`, `VouchMembers` if the Organization is
 * known, `VouchMemberChanges` if changes are listened for, and `VouchArchive` if evidence has an account of its own. With a qualifier, their names end in it.
 * @throws Error when a second deployment would take over the member role of the first
 */
export function defineDeployment(app: App, { settings, scope, policy, changes, code, env }: DeploymentProps) {
  const { qualifier, breakGlassRole, organizationId, organizationUnits, changeRegions } = settings;
  const { auditAccount, archiveAccount } = settings;
  const { evidence, access } = scope;
  if (qualifier !== undefined && !access.roleName.endsWith(`-${qualifier}`)) {
    throw new Error(
      `access.roleName in scope.yaml is ${access.roleName}: with the qualifier ${qualifier} it must end in -${qualifier}, so that no two deployments share a role in scanned accounts`,
    );
  }
  const id = (name: string): string => (qualifier === undefined ? name : `${name}-${qualifier}`);
  const deployment = deploymentName(settings);
  const where = { env: { ...env, ...(auditAccount && { account: auditAccount }) } };
  const kept = { deployment, evidence, breakGlassRole };

  const archive =
    archiveAccount !== undefined && auditAccount !== undefined
      ? new ArchiveStack(app, id('VouchArchive'), {
          env: { ...env, account: archiveAccount },
          ...kept,
          auditAccount,
        })
      : null;
  const record = new RecordStack(app, id('VouchRecord'), { ...where, ...kept, archiveAccount });
  if (archive) record.addStackDependency(archive); // in its absence, somebody else's bucket could have the name
  const audit = new AuditStack(app, id('VouchAudit'), {
    ...where,
    record,
    settings,
    code,
    memberRole: access.roleName,
  });
  const member = { deployment, access, policy, forwards: changeRegions !== undefined };
  const listening = changeRegions && { changes: { deployment, changes }, regions: changeRegions };
  const memberAccess = new MemberAccessStack(app, id('VouchMemberAccess'), member);
  const memberChanges = listening
    ? new MemberChangesStack(app, id('VouchMemberChanges'), listening.changes)
    : null;
  const members =
    organizationId !== undefined && organizationUnits !== undefined
      ? new MemberStackSetStack(app, id('VouchMembers'), {
          ...where,
          member,
          organizationId,
          organizationUnits,
          listening: listening ?? null,
        })
      : null;
  if (changeRegions && !GLOBAL.some((region) => changeRegions.includes(region))) {
    Annotations.of(memberAccess).addWarningV2(
      'vouch:no-global-changes',
      `changeRegions lacks the Region in which IAM and other global services log their calls: ${GLOBAL.join(', ')} of their partitions.`,
    );
  }
  return { archive, record, audit, memberAccess, memberChanges, members };
}
