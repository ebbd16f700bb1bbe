import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-vpc-flow-logs',
  title: 'VPCs record their traffic',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::EC2::VPC',
  reads: ['flowLogs'],
  controls: ['service-logging', 'network-boundary'],
  risk: 'After an intrusion nobody can tell who talked to whom.',
  remediation: {
    text: 'Make a flow log for the VPC, at least of rejected traffic.',
    cli: 'aws ec2 create-flow-logs --resource-type VPC --resource-ids ID --traffic-type ALL --log-destination ARN --log-destination-type s3',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  },
  references: {
    securityHub: ['EC2.6'],
    configRule: ['vpc-flow-logs-enabled'],
    prowler: ['vpc_flow_logs_enabled'],
    steampipe: ['vpc_flow_logs_enabled'],
  },
  check({ flowLogs }) {
    if (!flowLogs) return notApplicable('the VPC that AWS made, with nothing in it');
    const recording = flowLogs.filter(({ traffic }) => traffic !== 'ACCEPT');
    if (recording.length > 0) return pass(`recorded by ${recording.map(({ id }) => id).join(', ')}`);
    return fail(flowLogs.length > 0 ? 'only accepted traffic is recorded' : 'no flow log is active');
  },
});
