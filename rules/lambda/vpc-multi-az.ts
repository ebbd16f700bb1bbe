import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'lambda-vpc-multi-az',
  title: 'Functions in a VPC run in more than one Availability Zone',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::Lambda::Function',
  reads: ['zones'],
  controls: ['resilience'],
  risk: 'When the only zone of its subnets is lost, the function no longer runs.',
  remediation: {
    text: 'Attach the function to subnets in at least two Availability Zones.',
    cli: 'aws lambda update-function-configuration --function-name FUNCTION --vpc-config SubnetIds=SUBNET_A,SUBNET_B,SecurityGroupIds=GROUP',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  },
  parameters: { minZones: 2 },
  references: {
    securityHub: ['Lambda.5'],
    configRule: ['lambda-vpc-multi-az-check'],
    prowler: ['awslambda_function_vpc_multi_az'],
    steampipe: ['lambda_function_multiple_az_configured'],
  },
  check({ zones }, { minZones }) {
    if (zones === null) return notApplicable('it is in no VPC, so that Lambda spreads it over zones');
    const where = `its subnets are in ${zones.join(', ')}`;
    return zones.length >= minZones ? pass(where) : fail(where);
  },
});
