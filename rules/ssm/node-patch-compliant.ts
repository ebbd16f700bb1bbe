import { lackingInWords } from '#lib/domain/compliance.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ssm-node-patch-compliant',
  title: 'Machines have the patches that their baseline approves, and are scanned for them',
  severity: 'high',
  area: 'vulnerability',
  resource: 'AWS::SSM::PatchCompliance',
  reads: ['compliant', 'lacking', 'ageDays'],
  controls: ['vulnerability-management'],
  risk: 'Holes for which a patch has long been there are the first that attackers try.',
  remediation: {
    text: 'Install the missing patches in a maintenance window, and scan every day.',
    cli: 'aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Install --instance-ids INSTANCE',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html',
  },
  parameters: { maxScanAgeDays: 7 },
  references: {
    securityHub: ['SSM.2'],
    configRule: ['ec2-managedinstance-patch-compliance-status-check'],
    prowler: ['ssm_managed_compliant_patching'],
    steampipe: ['ssm_managed_instance_compliance_patch_compliant'],
  },
  check({ compliant, lacking, ageDays }, { maxScanAgeDays }) {
    if (!compliant) return fail(`patches are missing: ${lackingInWords(lacking)}`);
    const scanned = `scanned ${ageDays} days ago`;
    return ageDays > maxScanAgeDays ? fail(`last ${scanned}`) : pass(`no patch is missing, ${scanned}`);
  },
});
